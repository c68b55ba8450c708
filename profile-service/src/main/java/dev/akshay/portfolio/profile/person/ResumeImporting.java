package dev.akshay.portfolio.profile.person;

import dev.akshay.portfolio.platform.editing.Change;
import dev.akshay.portfolio.platform.editing.ContentItem;
import dev.akshay.portfolio.platform.editing.Editing;
import dev.akshay.portfolio.platform.owner.Owner;
import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Validator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a résumé from elsewhere into the profile. */
@RestController
@Tag(name = "In and out")
class ResumeImporting {

	private final Editing<Profile> editing;

	private final Validator validator;

	ResumeImporting(Editing<Profile> editing, Validator validator) {
		this.editing = editing;
		this.validator = validator;
	}

	@PostMapping(path = "/api/import", consumes = MediaType.APPLICATION_JSON_VALUE,
			produces = MediaType.APPLICATION_JSON_VALUE)
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Parameter(in = ParameterIn.HEADER, name = "If-Match", schema = @Schema(type = "string", example = "\"r7\""),
			description = "For a résumé: the ETag of the profile that it is merged into, if into nothing else")
	@ApiResponse(responseCode = "412",
			description = "Somebody changed the profile meanwhile; `current` is what it says now",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(type = "object", description = "A JSON Resume 1.0.0")))
	@Parameter(in = ParameterIn.QUERY, name = "draft", description = "For a résumé: publishes nothing yet")
	@Operation(summary = "Merges a JSON Resume 1.0.0 into the profile")
	@ApiResponse(responseCode = "200",
			description = "What changed, or with `dryRun=true` would change, and what cannot be kept",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = ResumeImport.class)))
	@ApiResponse(responseCode = "422", description = "It is no résumé, or the profile would break rules",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<ResumeImport>> takeResume(@RequestBody JsonNode resume,
			@RequestParam(defaultValue = "false") boolean dryRun, @RequestParam(defaultValue = "false") boolean draft,
			Owner owner, ServerHttpRequest request) {
		return dryRun ? preview(resume)
				: merge(resume, draft, Change.of(owner, request.getHeaders()).inImport(), request.getHeaders());
	}

	private Mono<ResponseEntity<ResumeImport>> preview(JsonNode resume) {
		return this.editing.read(ProfileContent.SLUG).map((item) -> {
			var merged = merged(item, resume);
			return ResponseEntity.ok().eTag(item.tag()).body(result(false, item, item.document(), merged));
		});
	}

	private Mono<ResponseEntity<ResumeImport>> merge(JsonNode resume, boolean draft, Change change,
			HttpHeaders condition) {
		return this.editing.read(ProfileContent.SLUG).flatMap((before) -> {
			var merged = merged(before, resume);
			return this.editing
				.put(ProfileContent.SLUG, merged.profile(), draft, change, orUnchanged(condition, before))
				.map((written) -> ResponseEntity.ok()
					.eTag(written.item().tag())
					.body(result(true, written.item(), before.document(), merged)));
		});
	}

	/** Who does not say what was seen has it merged into what is there. */
	private static HttpHeaders orUnchanged(HttpHeaders condition, ContentItem<Profile> before) {
		if (condition.containsHeader(HttpHeaders.IF_MATCH)) {
			return condition;
		}
		var unchanged = new HttpHeaders();
		unchanged.setIfMatch(before.tag());
		return unchanged;
	}

	private ResumeMerge.Merged merged(ContentItem<Profile> item, JsonNode resume) {
		var merged = ResumeMerge.of(item.document(), resume);
		var errors = this.validator.validate(merged.profile()).stream().map(FieldError::of).toList();
		if (!errors.isEmpty()) {
			throw InvalidInput.invalid(errors);
		}
		return merged;
	}

	private ResumeImport result(boolean applied, ContentItem<Profile> item, Profile before, ResumeMerge.Merged merged) {
		return new ResumeImport(applied, item.revision(), this.editing.changes(before, merged.profile()),
				merged.ignored());
	}

}
