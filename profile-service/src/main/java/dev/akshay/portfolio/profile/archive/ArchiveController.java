package dev.akshay.portfolio.profile.archive;

import java.net.URI;
import java.util.UUID;

import dev.akshay.portfolio.platform.editing.Change;
import dev.akshay.portfolio.platform.owner.Owner;
import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "In and out")
class ArchiveController {

	private static final String ZIP = "application/zip";

	private final Exporting exporting;

	private final Importing importing;

	ArchiveController(Exporting exporting, Importing importing) {
		this.exporting = exporting;
		this.importing = importing;
	}

	@GetMapping(path = "/api/export", produces = ZIP)
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Gives all that the owner wrote as one archive",
			description = "Files as they lie in the content folder. What visitors do not see lies below `.studio/`: "
					+ "drafts, old addresses, times to publish, and `manifest.json` with size and SHA-256 of every file.")
	@ApiResponse(responseCode = "503", description = "A service does not answer",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "200", description = "A ZIP file",
			content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
	ResponseEntity<Flux<DataBuffer>> exportArchive(ServerHttpRequest request) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(ZIP))
			.headers((headers) -> headers
				.setContentDisposition(ContentDisposition.attachment().filename("portfolio.zip").build()))
			.body(this.exporting.export(authorization(request)));
	}

	@PostMapping(path = "/api/import", consumes = ZIP, produces = MediaType.APPLICATION_JSON_VALUE)
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Takes an archive in, as a whole or not at all")
	@Parameter(name = "dryRun", description = "Changes nothing, and tells what would become of each file")
	@Parameter(name = "replace", description = "What is not in the archive is deleted, and can be restored")
	@RequestBody(required = true,
			content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
	@ApiResponse(responseCode = "200", description = "It is done, or would be")
	@ApiResponse(responseCode = "202", description = "It is certain, and takes a while; `Location` tells how far it is")
	@ApiResponse(responseCode = "409", description = "Another import is not done yet",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "413", description = "It is too large",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "422", description = "It is no archive that can be taken; nothing was changed",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "503", description = "A service cannot take part; nothing was changed",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<ImportResult>> takeArchive(@RequestParam(defaultValue = "false") boolean dryRun,
			@RequestParam(defaultValue = "false") boolean replace, Owner owner, ServerHttpRequest request) {
		var order = new ImportOrder(replace, authorization(request), Change.of(owner, request.getHeaders()).inImport(),
				request.getHeaders().getFirst(Change.REASON));
		return dryRun ? this.importing.check(request.getBody(), order).map(ResponseEntity::ok)
				: this.importing.take(request.getBody(), order).map(ArchiveController::answer);
	}

	private static ResponseEntity<ImportResult> answer(ImportResult result) {
		return switch (result.state()) {
			case CHECKED, APPLIED -> ResponseEntity.ok(result);
			case APPLYING -> ResponseEntity.accepted().location(URI.create("/api/imports/" + result.id())).body(result);
		};
	}

	@GetMapping(path = "/api/imports/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Tells how far an import is")
	@ApiResponse(responseCode = "200", description = "Whether every service is done")
	@ApiResponse(responseCode = "404", description = "It is unknown, or was given up",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<Importing.OverallProgress> importProgress(@PathVariable UUID id, ServerHttpRequest request) {
		return this.importing.progress(id, authorization(request));
	}

	/** Good for every service that takes part. */
	private static String authorization(ServerHttpRequest request) {
		var authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		return (authorization != null) ? authorization : "";
	}

}
