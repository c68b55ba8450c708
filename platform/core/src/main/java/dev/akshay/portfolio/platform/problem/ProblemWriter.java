package dev.akshay.portfolio.platform.problem;

import dev.akshay.portfolio.platform.web.BodyLimit;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * The edge at which every error of a service becomes an answer: known ones as what they
 * mean, unknown ones as a 500 that tells a trace id and nothing else, logged once.
 */
class ProblemWriter implements ErrorWebExceptionHandler {

	private static final Log logger = LogFactory.getLog(ProblemWriter.class);

	private final JsonMapper json;

	private final Tracer tracer;

	ProblemWriter(JsonMapper json, Tracer tracer) {
		this.json = json;
		this.tracer = tracer;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (exchange.getResponse().isCommitted() || error instanceof AbortedException) {
			return Mono.error(error);
		}
		var known = ProblemMapper.toResponse(error);
		if (known != null) {
			exchange.getResponse().getHeaders().addAll(known.getHeaders());
			return write(exchange, known.getBody());
		}
		return Mono.defer(() -> {
			var span = spanOf(exchange);
			try (var _ = this.tracer.withSpan(span)) {
				logger.error("%s %s failed".formatted(exchange.getRequest().getMethod(),
						exchange.getRequest().getPath().value()), error);
			}
			return write(exchange, internalError((span != null) ? span.context().traceId() : null));
		});
	}

	private static ProblemDetail internalError(@Nullable String traceId) {
		var problem = Problems.of(HttpStatus.INTERNAL_SERVER_ERROR,
				(traceId != null) ? "Something failed on our side. It is in the log under trace " + traceId + "."
						: "Something failed on our side.");
		problem.setProperty("traceId", traceId);
		return problem;
	}

	/**
	 * Of the exchange and not of the thread, which not every service lets spans travel
	 * on.
	 */
	private @Nullable Span spanOf(ServerWebExchange exchange) {
		return ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.map((observation) -> observation.<TracingContext>get(TracingContext.class))
			.map(TracingContext::getSpan)
			.orElseGet(this.tracer::currentSpan);
	}

	private Mono<Void> write(ServerWebExchange exchange, ProblemDetail problem) {
		var response = exchange.getResponse();
		response.setRawStatusCode(problem.getStatus());
		response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		response.getHeaders().setCacheControl("no-store");
		var tooLarge = problem.getStatus() == HttpStatus.CONTENT_TOO_LARGE.value();
		if (tooLarge) {
			// not all of the body is read, so nothing else can follow on this connection
			response.getHeaders().setConnection("close");
		}
		var body = this.json.writeValueAsBytes(problem);
		response.getHeaders().setContentLength(body.length);
		if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
			return response.setComplete();
		}
		Mono<DataBuffer> written = Mono.fromSupplier(() -> response.bufferFactory().wrap(body));
		if (tooLarge) {
			return response.writeAndFlushWith(
					Flux.concat(Mono.just(written), BodyLimit.discardRest(exchange.getRequest()).then(Mono.empty())));
		}
		return response.writeWith(written);
	}

}
