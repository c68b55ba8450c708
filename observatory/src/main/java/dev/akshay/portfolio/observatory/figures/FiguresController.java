package dev.akshay.portfolio.observatory.figures;

import java.time.Clock;
import java.time.Duration;

import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import dev.akshay.portfolio.observatory.timeline.MessageCounts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Live")
class FiguresController {

	/** Many pages may ask; old figures are never shown instead of none. */
	private static final CacheControl SHORT = CacheControl.maxAge(Duration.ofSeconds(5))
		.cachePublic()
		.staleIfError(Duration.ZERO);

	private final ServiceGraph graph;

	private final MessageCounts messages;

	private final Clock clock;

	FiguresController(ServiceGraph graph, MessageCounts messages, Clock clock) {
		this.graph = graph;
		this.messages = messages;
		this.clock = clock;
	}

	@GetMapping("/api/live/figures")
	@Operation(summary = "Tells what this system did today", description = """
			Counted since midnight (UTC), or since the observatory began, which forgets with a restart. Requests are \
			estimates where only some of them are recorded.""")
	@ApiResponse(responseCode = "200", description = "Requests, their time, and messages")
	ResponseEntity<Figures> figures() {
		var visits = this.graph.visits();
		return ResponseEntity.ok()
			.cacheControl(SHORT)
			.body(new Figures(this.clock.instant(), visits.since(), visits.requests(), visits.failures(),
					visits.p99Millis(), this.messages.received(), this.messages.delivered(), this.messages.parked()));
	}

}
