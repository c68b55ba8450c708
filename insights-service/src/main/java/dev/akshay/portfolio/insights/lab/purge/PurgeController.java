package dev.akshay.portfolio.insights.lab.purge;

import java.util.UUID;

import dev.akshay.portfolio.insights.lab.LabController;
import dev.akshay.portfolio.insights.lab.LabRuns;
import dev.akshay.portfolio.insights.lab.UnknownRun;
import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(PurgeController.BASE)
@Tag(name = "Lab: the purge")
class PurgeController extends LabController<PurgeChoice, PurgeReport> {

	static final String BASE = "/api/labs/" + PurgeLab.NAME;

	private final Notes notes;

	private final PublicContent content;

	PurgeController(PurgeLab lab, LabRuns runs, Notes notes, PublicContent content) {
		super(lab, runs);
		this.notes = notes;
		this.content = content;
	}

	/** Where a note is read. */
	static String path(UUID id) {
		return BASE + "/notes/" + id;
	}

	@GetMapping("/notes/{id}")
	@Operation(summary = "Gives content that an experiment changes",
			description = "It says nothing but how often it has changed, and is kept at the edge like any content.")
	@ApiResponse(responseCode = "200", description = "The note as it is now")
	@ApiResponse(responseCode = "404", description = "Its run is over for some minutes")
	Mono<ResponseEntity<Note>> note(@PathVariable UUID id) {
		return this.notes.find(id)
			.map((note) -> this.content.of(note, Notes.tag(id)))
			.switchIfEmpty(Mono.error(UnknownRun::new));
	}

}
