package dev.akshay.portfolio.projects;

import dev.akshay.portfolio.platform.test.RealPostgreSql;

import org.springframework.boot.SpringApplication;

/** Starts the service alone, with a database of its own. */
class TestProjectsApplication {

	static void main(String[] args) {
		SpringApplication.from(ProjectsApplication::main).with(RealPostgreSql.class).run(args);
	}

}
