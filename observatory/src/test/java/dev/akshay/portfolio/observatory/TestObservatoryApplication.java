package dev.akshay.portfolio.observatory;

import dev.akshay.portfolio.platform.test.RealKafka;

import org.springframework.boot.SpringApplication;

/** The observatory with a broker of its own, to be told spans by whoever likes. */
class TestObservatoryApplication {

	static void main(String[] args) {
		SpringApplication.from(ObservatoryApplication::main).with(RealKafka.class).run(args);
	}

}
