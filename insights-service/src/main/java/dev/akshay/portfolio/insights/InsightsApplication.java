package dev.akshay.portfolio.insights;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
@OpenAPIDefinition(info = @Info(title = "Insights", version = "1",
		description = "What the owner thinks about patterns, and where each runs in this very system."))
public class InsightsApplication {

	static void main(String[] args) {
		SpringApplication.run(InsightsApplication.class, args);
	}

}
