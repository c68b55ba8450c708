package dev.akshay.portfolio.gateway.routing;

import java.util.function.Function;

import dev.akshay.portfolio.gateway.failure.Failures;
import dev.akshay.portfolio.gateway.hedging.Hedging;
import dev.akshay.portfolio.gateway.origin.OriginClient;
import dev.akshay.portfolio.gateway.origin.OriginRequest;
import dev.akshay.portfolio.gateway.origin.OriginResponse;
import dev.akshay.portfolio.gateway.origin.Replica;
import dev.akshay.portfolio.gateway.origin.Replicas;
import dev.akshay.portfolio.gateway.resilience.ServiceGuard;
import dev.akshay.portfolio.gateway.routing.GatewayRoutes.Target;
import reactor.core.publisher.Mono;

import org.springframework.web.server.ServerWebExchange;

/** The service behind a route, with everything that stands between it and a client. */
final class RoutedService {

	private final String name;

	private final Target target;

	private final OriginClient client;

	private final Replicas replicas;

	private final ServiceGuard guard;

	private final Hedging hedging;

	private final boolean attributed;

	/** One that everybody asks. */
	RoutedService(String name, Target target, OriginClient client, Replicas replicas, ServiceGuard guard,
			Hedging hedging) {
		this(name, target, client, replicas, guard, hedging, false);
	}

	/**
	 * A service.
	 * @param attributed whether what the guard tells of is told of the request that
	 * brought it about; it costs too much for everybody's
	 */
	RoutedService(String name, Target target, OriginClient client, Replicas replicas, ServiceGuard guard,
			Hedging hedging, boolean attributed) {
		this.name = name;
		this.target = target;
		this.client = client;
		this.replicas = replicas;
		this.guard = guard;
		this.hedging = hedging;
		this.attributed = attributed;
	}

	/** The name of its route. */
	String name() {
		return this.name;
	}

	/** Where its route leads, and how. */
	Target target() {
		return this.target;
	}

	/**
	 * Answers a client's request with what the service says.
	 * @param exchange the request
	 * @return when all of the answer is written; fails with a problem if there is none
	 */
	Mono<Void> answer(ServerWebExchange exchange) {
		return ask(exchange, (response) -> response.writeTo(exchange.getResponse()).doOnCancel(response::discard));
	}

	/**
	 * The same as far as the head.
	 * @param exchange the request
	 * @param held where the body waits
	 * @return when the head is there; fails with a problem if there is none
	 */
	Mono<Void> beginAnswer(ServerWebExchange exchange, HeldAnswer held) {
		return ask(exchange, (response) -> {
			// at once: what is put off is not done any more for a client that has left
			held.hold(response, exchange.getResponse());
			return Mono.empty();
		});
	}

	/**
	 * The rest of it.
	 * @param exchange the request
	 * @param held where the body waits, if there is one
	 * @return when all of the answer is written; fails with a problem if the service
	 * breaks off before anything was
	 */
	Mono<Void> endAnswer(ServerWebExchange exchange, HeldAnswer held) {
		var response = held.release();
		return (response != null) ? response.writeBodyTo(exchange.getResponse())
			.doOnCancel(response::discard)
			.onErrorMap((error) -> Failures.named(this.name, error)) : Mono.empty();
	}

	private Mono<Void> ask(ServerWebExchange exchange, Function<OriginResponse, Mono<Void>> use) {
		return Mono.deferContextual((context) -> {
			var request = this.client.request(exchange, context, this.target.responseTimeout());
			return ask(request).flatMap((response) -> {
				request.settle(response);
				return use.apply(response);
			}).doOnError((_) -> request.settle(null)).doOnCancel(() -> request.settle(null)).onErrorMap((error) -> {
				ServiceGuard.leaveRefusal(error, exchange);
				return Failures.named(this.name, this.guard.named(error));
			});
		});
	}

	/**
	 * The state of its breaker.
	 * @return {@code closed}, {@code open} or {@code half-open}
	 */
	String breakerState() {
		return this.guard.breakerState();
	}

	private Mono<OriginResponse> ask(OriginRequest request) {
		var tries = new Tries(request);
		return this.guard.repeat(request, tries::attempt);
	}

	/** The tries of one request, each at another replica if there is one. */
	private final class Tries {

		private final OriginRequest request;

		private volatile Replica last;

		Tries(OriginRequest request) {
			this.request = request;
			this.last = RoutedService.this.replicas.next(null);
		}

		Mono<OriginResponse> attempt(int number) {
			if (number > 0) {
				return elsewhere("retry");
			}
			var first = at(this.last, "");
			return (this.request.isSafe() && !this.request.mayStream())
					? RoutedService.this.hedging.hedge(first, Mono.defer(() -> elsewhere("hedge")), Tries::isGood)
					: first;
		}

		private Mono<OriginResponse> elsewhere(String reason) {
			this.last = RoutedService.this.replicas.next(this.last);
			return at(this.last, reason);
		}

		private Mono<OriginResponse> at(Replica replica, String reason) {
			var guard = RoutedService.this.guard;
			var attempt = RoutedService.this.client.attempt(this.request, replica,
					RoutedService.this.target.responseTimeout(), reason);
			return RoutedService.this.attributed ? new AtHand<>(guard.guard(new AtHand<>(attempt)))
					: guard.guard(attempt);
		}

		private static boolean isGood(OriginResponse response) {
			return !response.isFailure() && !response.isTransient(Long.MAX_VALUE);
		}

	}

}
