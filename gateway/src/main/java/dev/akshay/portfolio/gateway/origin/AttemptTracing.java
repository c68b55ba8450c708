package dev.akshay.portfolio.gateway.origin;

import java.util.Map;

import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.propagation.Propagator;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * A span per attempt, below that of the request. Straight to the tracer: the metrics that
 * an observation would add are counted by whoever decides about attempts.
 */
@Component
class AttemptTracing {

	private static final Map<String, String> NAMES = Map.of("GET", "http get", "HEAD", "http head", "POST", "http post",
			"PUT", "http put", "PATCH", "http patch", "DELETE", "http delete");

	private final Tracer tracer;

	private final Propagator propagator;

	AttemptTracing(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
		this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
		this.propagator = propagator.getIfAvailable(() -> Propagator.NOOP);
	}

	/**
	 * Finds the span of a client's request.
	 * @param exchange the request
	 * @return the span, or {@code null} if nobody observes the request
	 */
	@Nullable Span spanOf(ServerWebExchange exchange) {
		var observation = ServerRequestObservationContext.findCurrent(exchange.getAttributes()).orElse(null);
		var tracing = (observation != null) ? observation.<TracingContext>get(TracingContext.class) : null;
		return (tracing != null) ? tracing.getSpan() : null;
	}

	/**
	 * Starts the span of an attempt.
	 * @param request what is attempted
	 * @param replica where
	 * @param reason why it is made beside or after another one, or nothing
	 * @return the span, which does nothing if the request is not recorded: most are not,
	 * and making one costs more than the attempt's own bookkeeping
	 */
	Span start(OriginRequest request, Replica replica, String reason) {
		var parent = request.parent();
		if (parent == null || !Boolean.TRUE.equals(parent.context().sampled())) {
			return Span.NOOP;
		}
		var method = request.method().name();
		var span = this.tracer.spanBuilder()
			.setParent(parent.context())
			.kind(Span.Kind.CLIENT)
			.name(NAMES.getOrDefault(method, "http"))
			.tag("http.request.method", method)
			.tag("url.path", request.path())
			.tag("server.address", replica.authority())
			.tag("peer.service", replica.service());
		if (!reason.isEmpty()) {
			span.tag(EventSpan.EVENT, reason).tag(EventSpan.SUBJECT, replica.service());
		}
		return span.start();
	}

	/**
	 * Tells a replica which span it continues: that of the attempt, or, if none is
	 * recorded, that of the client's request.
	 * @param span the span of the attempt
	 * @param request what is attempted
	 * @param headers what is sent
	 */
	void propagate(Span span, OriginRequest request, HttpHeaders headers) {
		var continued = span.isNoop() ? request.parent() : span;
		if (continued != null) {
			this.propagator.inject(continued.context(), headers, (_, name, value) -> headers.set(name, value));
		}
	}

}
