package dev.akshay.portfolio.contact.suspicion;

import java.time.Clock;
import java.time.Duration;

import dev.akshay.portfolio.platform.postgres.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SuspicionConfiguration {

	/** A replica whose clock is behind may take a proof for valid a little longer. */
	private static final Duration GRACE = Duration.ofMinutes(5);

	@Bean
	Sweep spentProofsSweep(SpentProofs proofs, SuspicionSettings settings, Clock clock) {
		return new Sweep("Spent proofs", settings.sweep(), settings.batch(),
				(limit) -> proofs.deleteExpired(clock.instant().minus(GRACE), limit));
	}

}
