package dev.akshay.portfolio.bench.peer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Spring Cloud Gateway as it comes: one route, nothing of its defaults changed. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class PlainGateway {

	/**
	 * Starts the gateway.
	 * @param arguments settings of Spring Boot
	 */
	public static void main(String[] arguments) {
		Lifeline.tie();
		SpringApplication.run(PlainGateway.class, arguments);
	}

}
