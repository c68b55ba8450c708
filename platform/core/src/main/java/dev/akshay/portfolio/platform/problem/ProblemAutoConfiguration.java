package dev.akshay.portfolio.platform.problem;

import io.micrometer.tracing.Tracer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Every service answers errors the same way. */
@AutoConfiguration
class ProblemAutoConfiguration {

	// before Boot's own handler (-1), behind a service's own pages
	@Bean
	@Order(-2)
	ProblemWriter problemWriter(JsonMapper json, ObjectProvider<Tracer> tracer) {
		return new ProblemWriter(json, tracer.getIfAvailable(() -> Tracer.NOOP));
	}

}
