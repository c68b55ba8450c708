package dev.akshay.portfolio.gateway.chaos;

import java.time.Duration;

import dev.akshay.portfolio.platform.postgres.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What visitors break is forgotten by whichever gateway is there. */
@Configuration(proxyBeanMethods = false)
class ChaosConfiguration {

	private static final Duration EVERY = Duration.ofMinutes(1);

	/** The gateway that took an order tells of its end; it may be gone by then. */
	@Bean
	Sweep faultsThatAreOver(ChaosSessions sessions) {
		return new Sweep("Faults that are over", EVERY, 1, (_) -> sessions.sweep().thenReturn(0L));
	}

}
