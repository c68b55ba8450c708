package dev.akshay.portfolio.contact;

import dev.akshay.portfolio.platform.test.ReactiveRules;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

	@Test
	void packagesKeepTheirBoundaries() {
		ApplicationModules.of(ContactApplication.class).verify();
	}

	@Test
	void nothingWaitsOnAnEventLoop() {
		ReactiveRules.check(ContactApplication.class);
	}

}
