package dev.akshay.portfolio.notifier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class NotifierApplication {

	static void main(String[] args) {
		SpringApplication.run(NotifierApplication.class, args);
	}

}
