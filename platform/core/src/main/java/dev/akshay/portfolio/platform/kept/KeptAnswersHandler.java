package dev.akshay.portfolio.platform.kept;

import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.platform.kept.KeptAnswers.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Tells what is at hand before any filter runs: most of what a service is asked needs
 * none of them. A request whose trace is recorded goes the long way, where it gets its
 * span. Both are counted alike.
 */
class KeptAnswersHandler implements HttpHandler {

	private static final String REQUESTS = "http.server.requests";

	private static final String TRACE_PARENT = "traceparent";

	/** Where W3C Trace Context has the flags, and among them the one for recorded. */
	private static final int FLAGS = 54;

	private final HttpHandler rest;

	private final KeptAnswers kept;

	private final MeterRegistry meters;

	/**
	 * Stands before all else.
	 * @param rest answers what is not at hand
	 * @param kept what is
	 * @param meters where requests are counted
	 */
	KeptAnswersHandler(HttpHandler rest, KeptAnswers kept, MeterRegistry meters) {
		this.rest = rest;
		this.kept = kept;
		this.meters = meters;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		var answer = isRecorded(request) ? null : atHand(request);
		if (answer == null) {
			return this.rest.handle(request, response);
		}
		var began = System.nanoTime();
		return answer.tell(request, response).doOnTerminate(() -> count(request, response, answer, began));
	}

	private @Nullable Answer atHand(ServerHttpRequest request) {
		var address = KeptAnswers.address(request);
		var answer = (address != null) ? this.kept.find(address, request) : null;
		return (answer != null && this.kept.isAtHand(answer)) ? answer : null;
	}

	private static boolean isRecorded(ServerHttpRequest request) {
		var parent = request.getHeaders().getFirst(TRACE_PARENT);
		return parent != null && parent.length() > FLAGS && Character.digit(parent.charAt(FLAGS), 16) % 2 == 1;
	}

	private void count(ServerHttpRequest request, ServerHttpResponse response, Answer answer, long began) {
		var known = HttpStatus.NOT_MODIFIED.equals(response.getStatusCode());
		this.meters
			.timer(REQUESTS, "error", "none", "exception", "none", "method", request.getMethod().name(), "outcome",
					known ? "REDIRECTION" : "SUCCESS", "status", known ? "304" : "200", "uri", answer.route())
			.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
	}

}
