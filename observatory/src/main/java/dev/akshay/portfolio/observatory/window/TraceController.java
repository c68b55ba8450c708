package dev.akshay.portfolio.observatory.window;

import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Live")
class TraceController {

	private final Window window;

	TraceController(Window window) {
		this.window = window;
	}

	@GetMapping(path = "/api/live/traces/{traceId}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Tells one trace",
			description = """
					The id stands in `traceresponse` of every response. Spans come as soon as each process tells them; one that \
					was asked for is kept longer than others. As `text/event-stream` a `trace` whenever more of it is known, and an \
					`end` when no more is expected.""")
	@ApiResponse(responseCode = "200", description = "The spans that are known",
			content = { @Content(mediaType = "application/json", schema = @Schema(implementation = ShownTrace.class)),
					@Content(mediaType = "text/event-stream", schema = @Schema(type = "string")) })
	@ApiResponse(responseCode = "400", description = "This is no id of a trace",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "404", description = "Nothing is known of this trace, or nothing any more",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<ShownTrace>> trace(@PathVariable String traceId) {
		var id = TraceId.parse(traceId);
		if (id == null) {
			return Mono.error(() -> InvalidInput.malformed("traceId", "must be 32 hexadecimal digits in lower case"));
		}
		return this.window.find(id)
			.map((trace) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(trace))
			.switchIfEmpty(Mono.error(UnknownTrace::new));
	}

}
