package dev.akshay.portfolio.profile;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
@OpenAPIDefinition(info = @Info(title = "Profile", version = "1",
		description = "Who the owner is: experience, education, skills, recognition; also as JSON Resume."))
public class ProfileApplication {

	static void main(String[] args) {
		SpringApplication.run(ProfileApplication.class, args);
	}

}
