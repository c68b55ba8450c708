package dev.akshay.portfolio.observatory.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.observatory.window.ShownTrace;
import dev.akshay.portfolio.observatory.window.Window;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.platform.web.OpenStreams;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What the documents say of these addresses stands where the same is told as JSON. */
@RestController
@Tag(name = "Live")
class EventsController {

	private static final Duration LOOK = Duration.ofMillis(100);

	/** What is not there by then does not come. */
	private static final Duration LONGEST_TRACE = Duration.ofSeconds(12);

	private final Listeners listeners;

	private final OpenStreams traceStreams;

	private final Window window;

	EventsController(Listeners listeners, @Qualifier("traceStreams") OpenStreams traceStreams, Window window) {
		this.listeners = listeners;
		this.traceStreams = traceStreams;
		this.window = window;
	}

	@GetMapping(path = "/api/live/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@ApiResponse(responseCode = "503", description = "Too many are listening",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	ResponseEntity<Flux<ServerSentEvent<String>>> events(
			@Parameter(description = "the last event that was heard, as browsers send it") @RequestHeader(
					name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return stream(this.listeners.listen(lastEventId));
	}

	@GetMapping(path = "/api/live/traces/{traceId}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@ApiResponse(responseCode = "503", description = "Too many follow a trace",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	ResponseEntity<Flux<ServerSentEvent<Object>>> trace(@PathVariable String traceId) {
		var id = TraceId.parse(traceId);
		if (id == null) {
			throw InvalidInput.malformed("traceId", "must be 32 hexadecimal digits in lower case");
		}
		return stream(this.traceStreams.bound(grown(id)));
	}

	private Flux<ServerSentEvent<Object>> grown(TraceId id) {
		return Flux.defer(() -> {
			var seen = new AtomicInteger();
			return Flux.interval(Duration.ZERO, LOOK)
				.onBackpressureDrop()
				.take(LONGEST_TRACE)
				.concatMap((_) -> this.window.grown(id, seen.get()), 1)
				.doOnNext((trace) -> seen.set(trace.stage()));
		})
			.takeUntil(ShownTrace::complete)
			.map((trace) -> ServerSentEvent.<Object>builder(trace).event("trace").build())
			.startWith(ServerSentEvent.<Object>builder().comment("listening").build())
			// a browser hears of no event without data, and would come back by itself
			.concatWith(Mono.just(ServerSentEvent.<Object>builder("end").event("end").build()));
	}

	private static <T> ResponseEntity<Flux<ServerSentEvent<T>>> stream(Flux<ServerSentEvent<T>> events) {
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.TEXT_EVENT_STREAM)
			// tells proxies to pass each event on at once
			.header("X-Accel-Buffering", "no")
			.body(events);
	}

}
