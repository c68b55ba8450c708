package dev.akshay.portfolio.platform.deadline;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/** Every service keeps the deadline of what it was asked, and passes on what is left. */
@AutoConfiguration
class DeadlineAutoConfiguration {

	@Bean
	DeadlineFilter deadlineFilter() {
		return new DeadlineFilter();
	}

	@Bean
	WebClientCustomizer deadlinePassing() {
		return (builder) -> builder.filter(
				(request, next) -> Mono.deferContextual((context) -> bounded(request, next, Deadline.from(context))));
	}

	private static Mono<ClientResponse> bounded(ClientRequest request, ExchangeFunction next,
			@Nullable Deadline deadline) {
		if (deadline == null) {
			return next.exchange(request);
		}
		var left = deadline.left();
		if (!left.isPositive()) {
			return Mono.error(DeadlinePassed::new);
		}
		var told = ClientRequest.from(request).header(Deadline.HEADER, Deadline.headerValue(left.toNanos())).build();
		return next.exchange(told).timeout(left, Mono.error(DeadlinePassed::new));
	}

}
