package dev.akshay.portfolio.contact;

import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;

import org.springframework.boot.SpringApplication;

/** Starts the service alone, with a database and a broker of its own. */
class TestContactApplication {

	static void main(String[] args) {
		SpringApplication.from(ContactApplication::main).with(RealPostgreSql.class, RealKafka.class).run(args);
	}

}
