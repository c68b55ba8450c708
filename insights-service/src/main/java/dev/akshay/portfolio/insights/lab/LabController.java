package dev.akshay.portfolio.insights.lab;

import java.net.URI;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;

/**
 * A lab over HTTP. Each lab's controller says where it lies, which is {@code /api/labs/}
 * and its name.
 *
 * @param <C> what a visitor chooses
 * @param <R> what comes of it
 */
public abstract class LabController<C, R> {

	private static final String BASE = "/api/labs/";

	private final Lab<C, R> lab;

	private final LabRuns runs;

	/**
	 * A lab over HTTP.
	 * @param lab the lab
	 * @param runs its runs
	 */
	protected LabController(Lab<C, R> lab, LabRuns runs) {
		this.lab = lab;
		this.runs = runs;
	}

	/**
	 * Starts a run.
	 * @param choice what the visitor chooses
	 * @return 202 with the run's address
	 */
	@PostMapping("/runs")
	@Operation(summary = "Starts an experiment",
			description = "It waits for its turn, takes a minute at most, and can be looked at for some minutes.")
	@ApiResponse(responseCode = "202", description = "It waits or is going on",
			headers = @Header(name = "Location", description = "The run"))
	@ApiResponse(responseCode = "422", description = "A choice is missing or out of its bounds",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "503", description = "As many wait as may wait; `Retry-After` says when to come back",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	public Mono<ResponseEntity<LabRun<R>>> start(@RequestBody @Valid C choice) {
		return this.runs.start(this.lab, choice)
			.map((run) -> ResponseEntity.accepted()
				.location(URI.create(BASE + this.lab.name() + "/runs/" + run.run()))
				.cacheControl(CacheControl.noStore())
				.body(run));
	}

	/**
	 * Shows a run as it is now.
	 * @param id the run's id
	 * @return the run
	 */
	@GetMapping(path = "/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Tells how an experiment gets on, and what came of it")
	@ApiResponse(responseCode = "200", description = "The run as it is now")
	@ApiResponse(responseCode = "404", description = "There is no such run, or not any more",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	public Mono<ResponseEntity<LabRun<R>>> run(@PathVariable String id) {
		return this.runs.find(this.lab, id)
			.map((run) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(run));
	}

	/**
	 * Shows a run until it is over.
	 * @param id the run's id
	 * @param lastEventId what a browser has seen that comes back
	 * @return events, each with the whole run
	 */
	@GetMapping(path = "/runs/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	@Operation(summary = "Tells how an experiment gets on, each time it does",
			description = "Each event has all of the run as JSON, and as its id a number that grows. Ends with the run.")
	@ApiResponse(responseCode = "200", description = "The run as it is now, then as it changes")
	@ApiResponse(responseCode = "204", description = "The `Last-Event-ID` was the last one: do not come back")
	public Mono<ResponseEntity<Flux<ServerSentEvent<LabRun<R>>>>> changes(@PathVariable String id,
			@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
		return this.runs.follow(this.lab, id, lastEventId)
			.map((events) -> ResponseEntity.ok()
				.cacheControl(CacheControl.noStore())
				.contentType(MediaType.TEXT_EVENT_STREAM)
				// tells proxies to pass each event on at once
				.header("X-Accel-Buffering", "no")
				.body(events))
			.defaultIfEmpty(ResponseEntity.noContent().build());
	}

}
