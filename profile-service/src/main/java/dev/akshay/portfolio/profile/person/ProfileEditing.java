package dev.akshay.portfolio.profile.person;

import java.time.Instant;

import dev.akshay.portfolio.platform.editing.Acts;
import dev.akshay.portfolio.platform.editing.Change;
import dev.akshay.portfolio.platform.editing.Changes;
import dev.akshay.portfolio.platform.editing.ContentItem;
import dev.akshay.portfolio.platform.editing.Difference;
import dev.akshay.portfolio.platform.editing.Editing;
import dev.akshay.portfolio.platform.editing.Revision;
import dev.akshay.portfolio.platform.editing.Revisions;
import dev.akshay.portfolio.platform.owner.Owner;
import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can be done with the one document that is always there. */
@RestController
@RequestMapping("/api/profile")
@Tag(name = "Editing the profile")
class ProfileEditing {

	private final Editing<Profile> editing;

	ProfileEditing(Editing<Profile> editing) {
		this.editing = editing;
	}

	@GetMapping(params = "view=owner")
	@OwnerOnly(Scope.CONTENT_READ)
	@Hidden
	Mono<ResponseEntity<ContentItem<Profile>>> read() {
		return this.editing.read(ProfileContent.SLUG).map(ContentItem::response);
	}

	@PutMapping
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Changes
	@Operation(summary = "Stores the profile, and publishes it unless it is a draft")
	@ApiResponse(responseCode = "200", description = "It is stored")
	Mono<ResponseEntity<ContentItem<Profile>>> put(@RequestParam(defaultValue = "false") boolean draft,
			@RequestBody @Valid Profile profile, Owner owner, ServerHttpRequest request) {
		return this.editing.put(ProfileContent.SLUG, profile, draft, change(owner, request), request.getHeaders())
			.map((written) -> written.item().response());
	}

	@PostMapping("/publish")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Publishes the latest revision, now or at a certain time")
	@ApiResponse(responseCode = "200", description = "It is public, or going to be")
	Mono<ResponseEntity<ContentItem<Profile>>> publish(@RequestBody(required = false) @Nullable Publication publication,
			Owner owner, ServerHttpRequest request) {
		return this.editing
			.publish(ProfileContent.SLUG, (publication != null) ? publication.at() : null, change(owner, request),
					request.getHeaders())
			.map(ContentItem::response);
	}

	@DeleteMapping("/publish")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Takes back that it is published at a certain time")
	@ApiResponse(responseCode = "200", description = "It is not going to be public by itself any more")
	Mono<ResponseEntity<ContentItem<Profile>>> unschedule(Owner owner, ServerHttpRequest request) {
		return this.editing.unschedule(ProfileContent.SLUG, change(owner, request), request.getHeaders())
			.map(ContentItem::response);
	}

	@GetMapping("/revisions")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Lists the history of the profile, a hundred revisions at a time")
	@ApiResponse(responseCode = "200", description = "The revisions, newest first, without what the document said")
	Mono<ResponseEntity<Revisions<Profile>>> revisions(@RequestParam(required = false) @Nullable Integer before) {
		return this.editing.history().revisions(ProfileContent.SLUG, before).map(Revisions::response);
	}

	@GetMapping("/revisions/{number}")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Gives a revision with what the profile said then")
	@ApiResponse(responseCode = "200", description = "The revision")
	Mono<Revision<Profile>> revision(@PathVariable int number) {
		return this.editing.history().revision(ProfileContent.SLUG, number);
	}

	@GetMapping("/revisions/{number}/diff/{other}")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Compares two revisions, field by field and texts line by line")
	@ApiResponse(responseCode = "200", description = "What has to change for the one to become the other")
	Mono<Difference> difference(@PathVariable int number, @PathVariable int other) {
		return this.editing.history().difference(ProfileContent.SLUG, number, other);
	}

	@PostMapping("/revisions/{number}/restore")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Lets the profile say again what it said once, as a new revision")
	@ApiResponse(responseCode = "200",
			description = "It says again what it said: to visitors, too, if it is to be published, or if nothing is said and they see its latest revision")
	Mono<ResponseEntity<ContentItem<Profile>>> restore(@PathVariable int number,
			@RequestParam(required = false) @Nullable Boolean publish, Owner owner, ServerHttpRequest request) {
		return this.editing.restore(ProfileContent.SLUG, number, publish, change(owner, request), request.getHeaders())
			.map(ContentItem::response);
	}

	@PostMapping("/preview")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Shows how the summary is going to look; nothing is stored")
	@ApiResponse(responseCode = "200", description = "HTML that is safe to embed")
	Mono<Editing.Preview> preview(@RequestBody Profile profile) {
		return Mono.fromSupplier(() -> this.editing.preview(profile));
	}

	private static Change change(Owner owner, ServerHttpRequest request) {
		return Change.of(owner, request.getHeaders());
	}

	/**
	 * When the profile is to be published.
	 *
	 * @param at the time; now if it is absent
	 */
	record Publication(@Nullable Instant at) {
	}

}
