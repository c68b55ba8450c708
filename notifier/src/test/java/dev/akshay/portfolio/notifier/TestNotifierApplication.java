package dev.akshay.portfolio.notifier;

import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.RealMail;

import org.springframework.boot.SpringApplication;

/** Starts the notifier alone, with a broker and a mail server of its own. */
class TestNotifierApplication {

	static void main(String[] args) {
		SpringApplication.from(NotifierApplication::main).with(RealKafka.class, RealMail.class).run(args);
	}

}
