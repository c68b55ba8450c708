package dev.akshay.portfolio.platform.chaos;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.server.adapter.HttpWebHandlerAdapter;

/**
 * Every service fails for those who ordered it, and tells those whom it asks in turn,
 * unless it says {@code portfolio.chaos.enabled: false}.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "portfolio.chaos.enabled", matchIfMissing = true)
class ChaosAutoConfiguration {

	// the first one stands in front; the management port asks its parents for decorators,
	// too, and must not get this one
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	HttpHandlerDecoratorFactory chaosHandler(JsonMapper json, MeterRegistry meters, Environment environment,
			ApplicationContext service) {
		var name = environment.getProperty("spring.application.name", "");
		return (handler) -> (handler instanceof HttpWebHandlerAdapter adapter
				&& !service.equals(adapter.getApplicationContext())) ? handler
						: new ChaosHandler(handler, name, Clock.systemUTC(),
								(bound) -> ThreadLocalRandom.current().nextInt(bound), json, meters);
	}

	@Bean
	WebClientCustomizer chaosPassing() {
		return (builder) -> builder.filter((request, next) -> Mono.deferContextual((context) -> {
			var faults = Faults.from(context);
			return next.exchange(faults.isEmpty() ? request
					: ClientRequest.from(request)
						.headers((headers) -> headers.set(Faults.HEADER, faults.headerValue()))
						.build());
		}));
	}

}
