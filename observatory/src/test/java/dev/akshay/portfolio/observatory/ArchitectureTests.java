package dev.akshay.portfolio.observatory;

import dev.akshay.portfolio.platform.test.ReactiveRules;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

	@Test
	void packagesKeepTheirBoundaries() {
		ApplicationModules.of(ObservatoryApplication.class).verify();
	}

	@Test
	void nothingWaitsOnAnEventLoop() {
		ReactiveRules.check(ObservatoryApplication.class);
	}

}
