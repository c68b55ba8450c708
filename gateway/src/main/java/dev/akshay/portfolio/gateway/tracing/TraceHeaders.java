package dev.akshay.portfolio.gateway.tracing;

import java.util.Optional;

import dev.akshay.portfolio.gateway.decision.Decisions;
import dev.akshay.portfolio.gateway.decision.EventStream;
import dev.akshay.portfolio.gateway.decision.Refusal;
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
 * (<a href="https://www.w3.org/TR/trace-context-2/#traceresponse-header">W3C</a>) on
 * every response that comes from behind the edge cache, errors included.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceHeaders implements WebFilter {

	static final String TRACE_RESPONSE = "traceresponse";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> describe(exchange)));
		return chain.filter(exchange);
	}

	private static void describe(ServerWebExchange exchange) {
		span(exchange).ifPresent((span) -> {
			var context = span.context();
			var recorded = Boolean.TRUE.equals(context.sampled());
			exchange.getResponse()
				.getHeaders()
				.set(TRACE_RESPONSE, "00-" + context.traceId() + '-' + context.spanId() + (recorded ? "-01" : "-00"));
			if (recorded) {
				tag(span, exchange);
			}
		});
	}

	private static void tag(Span span, ServerWebExchange exchange) {
		if (exchange.getRequest().getAttributes().get(Decisions.CACHE) instanceof String decision) {
			span.tag(Decisions.CACHE, decision);
		}
		if (exchange.getAttributes().containsKey(Decisions.CHAOS)) {
			span.tag(Decisions.CHAOS, true);
		}
		if (exchange.getAttributes().get(Decisions.REFUSED) instanceof Refusal refusal) {
			span.tag(Decisions.REFUSED, refusal.text());
		}
		if (EventStream.isIn(exchange.getResponse().getHeaders())) {
			span.tag(Decisions.STREAM, true);
		}
	}

	private static Optional<Span> span(ServerWebExchange exchange) {
		return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.map((observation) -> observation.<TracingContext>get(TracingContext.class))
			.map(TracingContext::getSpan);
	}

}
