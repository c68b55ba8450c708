package dev.akshay.portfolio.insights;

import dev.akshay.portfolio.platform.test.RealPostgreSql;

import org.springframework.boot.SpringApplication;

/** Starts the service alone, with a database of its own. */
class TestInsightsApplication {

	static void main(String[] args) {
		SpringApplication.from(InsightsApplication::main).with(RealPostgreSql.class).run(args);
	}

}
