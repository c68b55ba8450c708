package dev.akshay.portfolio.gateway.tracing;

import java.util.Locale;
import java.util.Optional;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Puts {@code traceresponse}
 * (<a href="https://www.w3.org/TR/trace-context-2/#traceresponse-header">W3C</a>),
 * {@code Server-Timing} (<a href="https://www.w3.org/TR/server-timing/">W3C</a>) and
 * {@code Cache-Status} (<a href="https://www.rfc-editor.org/rfc/rfc9211">RFC 9211</a>) on
 * every response, errors included.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceHeaders implements WebFilter {

	static final String TRACE_RESPONSE = "traceresponse";

	static final String SERVER_TIMING = "Server-Timing";

	static final String CACHE_STATUS = "Cache-Status";

	private static final double NANOS_PER_MILLI = 1_000_000;

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var start = System.nanoTime();
		exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> describe(exchange, start)));
		return chain.filter(exchange);
	}

	private static void describe(ServerWebExchange exchange, long start) {
		var headers = exchange.getResponse().getHeaders();
		headers.add(SERVER_TIMING,
				String.format(Locale.ROOT, "gateway;dur=%.1f", (System.nanoTime() - start) / NANOS_PER_MILLI));
		// nothing is cached here, and the header says so
		headers.set(CACHE_STATUS, "gateway; fwd=bypass");
		span(exchange).map(Span::context)
			.ifPresent((context) -> headers.set(TRACE_RESPONSE, "00-%s-%s-%s".formatted(context.traceId(),
					context.spanId(), Boolean.TRUE.equals(context.sampled()) ? "01" : "00")));
	}

	private static Optional<Span> span(ServerWebExchange exchange) {
		return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.map((observation) -> observation.<TracingContext>get(TracingContext.class))
			.map(TracingContext::getSpan);
	}

}
