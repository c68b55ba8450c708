package dev.akshay.portfolio.observatory.timeline;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Live")
class TimelineController {

	private static final int MOST = 500;

	private final Timeline timeline;

	TimelineController(Timeline timeline) {
		this.timeline = timeline;
	}

	@GetMapping(path = "/api/live/events", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Tells what happened lately, or what happens, as it happens",
			description = """
					Breakers that changed, retries and hedges, purges, content and messages, processes that come and go; the \
					newest first. A restart forgets what was before. As `text/event-stream` events of three kinds, their data \
					JSON: `happening`, as here; `topology`, every two seconds; and `summary`, which says how many happenings are \
					not told because the listener was slow or away for long. A stream tells everything, whatever the \
					parameters, ends after five minutes and goes on where it was with `Last-Event-ID`.""")
	@ApiResponse(responseCode = "200", description = "What happened, or what happens",
			content = { @Content(mediaType = "application/json", schema = @Schema(implementation = Told.class)),
					@Content(mediaType = "text/event-stream", schema = @Schema(type = "string")) })
	@ApiResponse(responseCode = "400", description = "A parameter is not what it should be",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	ResponseEntity<Told> timeline(
			@Parameter(description = "of this type alone",
					example = "breaker") @RequestParam(required = false) @Nullable String type,
			@Parameter(description = "of this trace alone, or of several with commas between them") @RequestParam(
					required = false) @Nullable List<String> trace,
			@Parameter(description = "how many at most, up to 500") @RequestParam(defaultValue = "100") int limit,
			ServerHttpRequest request) {
		if (limit < 1 || limit > MOST) {
			throw InvalidInput.malformed("limit", "must be from 1 to " + MOST);
		}
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.body(new Told(this.timeline.latest(type,
					request.getQueryParams().containsKey("trace") ? traceIds(trace) : Set.of(), limit)));
	}

	private static Set<TraceId> traceIds(@Nullable List<String> texts) {
		if (texts == null || texts.isEmpty()) {
			throw noTraceId();
		}
		return texts.stream().map(TimelineController::traceId).collect(Collectors.toSet());
	}

	private static TraceId traceId(String text) {
		var id = TraceId.parse(text);
		if (id == null) {
			throw noTraceId();
		}
		return id;
	}

	private static RuntimeException noTraceId() {
		return InvalidInput.malformed("trace", "must be 32 hexadecimal digits in lower case");
	}

	/**
	 * What happened.
	 *
	 * @param events the events, the newest first
	 */
	record Told(List<Happening> events) {
	}

}
