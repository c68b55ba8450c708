package dev.akshay.portfolio.insights.lab;

import java.time.Duration;

import dev.akshay.portfolio.platform.postgres.Sweep;
import dev.akshay.portfolio.platform.web.OpenStreams;
import io.micrometer.observation.ObservationPredicate;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LabSettings.class)
class LabConfiguration {

	private static final Duration SWEEP = Duration.ofMinutes(1);

	private static final int BATCH = 200;

	@Bean
	OpenStreams runStreamBounds(LabSettings settings) {
		return new OpenStreams(settings.streams(), settings.life(), TooManyStreams::new);
	}

	@Bean
	Sweep oldRunsSweep(Runs runs, LabSettings settings) {
		return new Sweep("Old runs of labs", SWEEP, BATCH, (limit) -> runs.forget(settings.kept(), limit));
	}

	/** Thousands of requests that no visitor made are in no trace and in no figure. */
	@Bean
	ObservationPredicate nothingOfExperiments() {
		return (_, context) -> !(context instanceof ServerRequestObservationContext request && isInside(request));
	}

	private static boolean isInside(ServerRequestObservationContext context) {
		var request = context.getCarrier();
		return request != null && request.getPath().value().startsWith(LabClient.INSIDE);
	}

}
