package dev.akshay.portfolio.gateway.owner.audit;

import java.util.Optional;
import java.util.UUID;

import dev.akshay.portfolio.gateway.protection.ClientAddress;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * What somebody asks for, as far as the log tells it. The words of a request are nowhere
 * in it.
 *
 * @param action its own id
 * @param who who asks
 * @param method the method
 * @param path the path, without the query
 * @param service who is asked
 * @param traceId the trace
 * @param network where it comes from
 */
record Deed(UUID action, String who, String method, String path, String service, @Nullable String traceId,
		@Nullable String network) {

	private static final int LONGEST_PATH = 500;

	static Deed of(String who, ServerWebExchange exchange, String service) {
		var request = exchange.getRequest();
		var path = request.getPath().value();
		return new Deed(UUID.randomUUID(), who, request.getMethod().name(),
				path.substring(0, Math.min(path.length(), LONGEST_PATH)), service, traceId(exchange),
				ClientAddress.of(exchange).map(ClientAddress::networkName).orElse(null));
	}

	private static @Nullable String traceId(ServerWebExchange exchange) {
		Optional<Span> span = ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.map((observation) -> observation.<TracingContext>get(TracingContext.class))
			.map(TracingContext::getSpan);
		return span.map((each) -> each.context().traceId()).orElse(null);
	}

}
