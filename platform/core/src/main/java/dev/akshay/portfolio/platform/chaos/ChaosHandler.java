package dev.akshay.portfolio.platform.chaos;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

import dev.akshay.portfolio.platform.problem.Problems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Lets a service fail for those who ordered it, in front of everything that could answer:
 * of filters, and of what is kept at hand, nothing is seen but through the fault. No
 * thread waits for anything here, and whoever leaves ends the timer.
 */
final class ChaosHandler implements HttpHandler {

	/** Tells on every answer what was done to it. */
	static final String FAULT = "Chaos-Fault";

	private static final String STRIKES = "portfolio.chaos.strikes";

	private static final String ACTUATOR = "/actuator";

	private final HttpHandler rest;

	private final String service;

	private final Clock clock;

	private final IntUnaryOperator dice;

	private final byte[] problem;

	private final Map<Fault.Kind, Counter> strikes = new EnumMap<>(Fault.Kind.class);

	/**
	 * Stands before all else.
	 * @param rest answers
	 * @param service the name of the service that this is
	 * @param clock tells whether a fault is over
	 * @param dice gives a number from zero up to and without the one it is given
	 * @param json writes the problem
	 * @param meters where strikes are counted
	 */
	ChaosHandler(HttpHandler rest, String service, Clock clock, IntUnaryOperator dice, JsonMapper json,
			MeterRegistry meters) {
		this.rest = rest;
		this.service = service;
		this.clock = clock;
		this.dice = dice;
		this.problem = json.writeValueAsBytes(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "chaos-error",
				"You broke the %s for yourself. DELETE /api/live/chaos mends it, and so does time."
					.formatted(service)));
		for (var kind : Fault.Kind.values()) {
			this.strikes.put(kind,
					Counter.builder(STRIKES)
						.description("Requests that met a fault which their visitor ordered")
						.tag("fault", kind.text())
						.register(meters));
		}
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		var baggage = request.getHeaders().get(Faults.HEADER);
		if (baggage == null) {
			return this.rest.handle(request, response);
		}
		var faults = Faults.parse(baggage, this.clock.instant().getEpochSecond());
		if (faults.isEmpty() || request.getPath().value().startsWith(ACTUATOR)) {
			return this.rest.handle(request, response);
		}
		var fault = faults.on(this.service);
		return ((fault != null && strikes(fault)) ? struck(fault, request, response)
				: this.rest.handle(request, response))
			.contextWrite(faults::putInto);
	}

	private boolean strikes(Fault fault) {
		return this.dice.applyAsInt(100) < fault.percent();
	}

	private Mono<Void> struck(Fault fault, ServerHttpRequest request, ServerHttpResponse response) {
		var counter = this.strikes.get(fault.kind());
		if (counter != null) {
			counter.increment();
		}
		response.getHeaders().set(FAULT, fault.kind().text());
		return switch (fault.kind()) {
			case LATENCY -> Mono.delay(Duration.ofMillis(fault.amount()))
				.then(Mono.defer(() -> this.rest.handle(request, response)));
			case ERROR -> fail(request, response);
			case ABORT -> abort(request);
			case SLOW_BODY -> this.rest.handle(request, new SlowResponse(response, fault.amount(),
					() -> fault.isOver(this.clock.instant().getEpochSecond())));
		};
	}

	// without Retry-After, by which a service asks to be left alone: this one is ill
	private Mono<Void> fail(ServerHttpRequest request, ServerHttpResponse response) {
		response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		response.getHeaders().setCacheControl("no-store");
		response.getHeaders().setContentLength(this.problem.length);
		return HttpMethod.HEAD.equals(request.getMethod()) ? response.setComplete()
				: response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(this.problem)));
	}

	/** The end of the connection ends this, too. */
	private static Mono<Void> abort(ServerHttpRequest request) {
		return Mono.defer(() -> {
			if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof Connection connection) {
				connection.dispose();
				return Mono.never();
			}
			return Mono.error(new IOException("there is no connection to end"));
		});
	}

}
