package dev.akshay.portfolio.projects;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
@OpenAPIDefinition(info = @Info(title = "Projects", version = "1",
		description = "What the owner has built, in the owner's order."))
public class ProjectsApplication {

	static void main(String[] args) {
		SpringApplication.run(ProjectsApplication.class, args);
	}

}
