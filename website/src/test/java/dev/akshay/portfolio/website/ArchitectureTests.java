package dev.akshay.portfolio.website;

import dev.akshay.portfolio.platform.test.ReactiveRules;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

	@Test
	void packagesKeepTheirBoundaries() {
		ApplicationModules.of(WebsiteApplication.class).verify();
	}

	@Test
	void nothingWaitsOnAnEventLoop() {
		ReactiveRules.check(WebsiteApplication.class);
	}

}
