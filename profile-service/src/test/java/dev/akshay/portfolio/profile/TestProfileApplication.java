package dev.akshay.portfolio.profile;

import dev.akshay.portfolio.platform.test.RealPostgreSql;

import org.springframework.boot.SpringApplication;

/** Starts the service alone, with a database of its own. */
class TestProfileApplication {

	static void main(String[] args) {
		SpringApplication.from(ProfileApplication::main).with(RealPostgreSql.class).run(args);
	}

}
