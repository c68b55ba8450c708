package dev.akshay.portfolio.contact;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class ContactApplication {

	static void main(String[] args) {
		SpringApplication.run(ContactApplication.class, args);
	}

}
