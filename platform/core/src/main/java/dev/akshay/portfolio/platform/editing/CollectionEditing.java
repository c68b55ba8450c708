package dev.akshay.portfolio.platform.editing;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.akshay.portfolio.platform.editing.Editing.Found;
import dev.akshay.portfolio.platform.owner.Owner;
import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The owner's side of a collection over HTTP. A service's controller says where it lies
 * and of what it is.
 *
 * @param <T> a document
 */
public abstract class CollectionEditing<T> {

	private static final String ZIP = "application/zip";

	private final Editing<T> editing;

	private final String base;

	/**
	 * The owner's side of a collection.
	 * @param editing what the owner does
	 * @param base the collection's address
	 */
	protected CollectionEditing(Editing<T> editing, String base) {
		this.editing = editing;
		this.base = base;
	}

	/**
	 * Lists all documents as the owner sees them, without their texts.
	 * @return the documents in the owner's order
	 */
	@GetMapping(params = "view=owner")
	@OwnerOnly(Scope.CONTENT_READ)
	@Hidden
	public Mono<List<ContentItem<T>>> list() {
		return this.editing.list(false).collectList();
	}

	/**
	 * Lists what is gone and can be restored.
	 * @return the documents without their texts
	 */
	@GetMapping(params = "view=deleted")
	@OwnerOnly(Scope.CONTENT_READ)
	@Hidden
	public Mono<List<ContentItem<T>>> deleted() {
		return this.editing.list(true).collectList();
	}

	/**
	 * Gives a document as the owner sees it.
	 * @param slug its name
	 * @return the document with the ETag that changes name; where it is now if it had
	 * this name before
	 */
	@GetMapping(path = "/{slug}", params = "view=owner")
	@OwnerOnly(Scope.CONTENT_READ)
	@Hidden
	public Mono<ResponseEntity<ContentItem<T>>> read(@PathVariable String slug) {
		return this.editing.find(slug).map((found) -> switch (found) {
			case Found.There<T>(var item) -> item.response();
			case Found.Moved<T>(var now) -> ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
				.location(URI.create(this.base + '/' + now + "?view=owner"))
				.build();
		});
	}

	@PutMapping("/{slug}")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Stores a document: a new one with If-None-Match: *, otherwise with If-Match")
	@Parameter(in = ParameterIn.HEADER, name = "If-Match", description = "The ETag of what was seen, to change it",
			schema = @Schema(type = "string", example = "\"r7\""))
	@Parameter(in = ParameterIn.HEADER, name = "If-None-Match", description = "Creates instead of changing",
			schema = @Schema(type = "string", example = "*"))
	@Parameter(in = ParameterIn.HEADER, name = Change.REASON, schema = @Schema(type = "string", maxLength = 200),
			description = "Why, for the history")
	@ApiResponse(responseCode = "200", description = "It is stored, and published unless it is a draft")
	@ApiResponse(responseCode = "201", description = "It is new")
	@ApiResponse(responseCode = "409", description = "The name is taken")
	@ApiResponse(responseCode = "412", description = "Somebody changed it meanwhile; `current` is what it says now")
	@ApiResponse(responseCode = "422", description = "The document breaks rules")
	@ApiResponse(responseCode = "428", description = "The condition is missing")
	public Mono<ResponseEntity<ContentItem<T>>> put(@PathVariable String slug,
			@RequestParam(defaultValue = "false") boolean draft, @RequestBody @Valid T document, Owner owner,
			ServerHttpRequest request) {
		return this.editing.put(slug, document, draft, change(owner, request), request.getHeaders())
			.map((written) -> written.created() ? ResponseEntity.created(URI.create(this.base + '/' + slug))
				.eTag(written.item().tag())
				.body(written.item()) : written.item().response());
	}

	@DeleteMapping("/{slug}")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Changes
	@Operation(summary = "Deletes a document, which can be restored")
	@ApiResponse(responseCode = "204", description = "It is gone")
	public Mono<ResponseEntity<Void>> delete(@PathVariable String slug, Owner owner, ServerHttpRequest request) {
		return this.editing.delete(slug, change(owner, request), request.getHeaders())
			.map((item) -> ResponseEntity.noContent().eTag(item.tag()).build());
	}

	@PostMapping("/{slug}/publish")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Publishes the latest revision, now or at a certain time")
	@ApiResponse(responseCode = "200", description = "It is public, or going to be")
	public Mono<ResponseEntity<ContentItem<T>>> publish(@PathVariable String slug,
			@RequestBody(required = false) @Nullable Publication publication, Owner owner, ServerHttpRequest request) {
		return this.editing
			.publish(slug, (publication != null) ? publication.at() : null, change(owner, request),
					request.getHeaders())
			.map(ContentItem::response);
	}

	@DeleteMapping("/{slug}/publish")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Takes back that it is published at a certain time")
	@ApiResponse(responseCode = "200", description = "It is not going to be public by itself any more")
	public Mono<ResponseEntity<ContentItem<T>>> unschedule(@PathVariable String slug, Owner owner,
			ServerHttpRequest request) {
		return this.editing.unschedule(slug, change(owner, request), request.getHeaders()).map(ContentItem::response);
	}

	@PostMapping("/{slug}/unpublish")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Hides a document from visitors")
	@ApiResponse(responseCode = "200", description = "Nobody but the owner sees it")
	public Mono<ResponseEntity<ContentItem<T>>> unpublish(@PathVariable String slug, Owner owner,
			ServerHttpRequest request) {
		return this.editing.unpublish(slug, change(owner, request), request.getHeaders()).map(ContentItem::response);
	}

	@PostMapping("/{slug}/rename")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Gives a document another address; the old one leads there")
	@ApiResponse(responseCode = "200", description = "It is there now")
	@ApiResponse(responseCode = "409", description = "The name is taken")
	public Mono<ResponseEntity<ContentItem<T>>> rename(@PathVariable String slug, @RequestBody @Valid NewName name,
			Owner owner, ServerHttpRequest request) {
		return this.editing.rename(slug, name.slug(), change(owner, request), request.getHeaders())
			.map((item) -> ResponseEntity.ok()
				.eTag(item.tag())
				.location(URI.create(this.base + '/' + item.slug()))
				.body(item));
	}

	@GetMapping("/order")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Names all documents in the owner's order, with the ETag that a change of it names")
	@ApiResponse(responseCode = "200", description = "Their slugs, drafts among them")
	public Mono<ResponseEntity<List<String>>> readOrder() {
		return this.editing.order().map(OwnersOrder::response);
	}

	@PutMapping("/order")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Puts all documents into an order, named by their slugs")
	@Parameter(in = ParameterIn.HEADER, name = "If-Match", required = true,
			description = "The ETag of the order that was seen",
			schema = @Schema(type = "string", example = OwnersOrder.EXAMPLE))
	@Parameter(in = ParameterIn.HEADER, name = Change.REASON, schema = @Schema(type = "string", maxLength = 200),
			description = "Why, for the history")
	@ApiResponse(responseCode = "200", description = "All of them in that order, with its ETag")
	@ApiResponse(responseCode = "412",
			description = "Somebody changed the order meanwhile; `current` is what it is now")
	@ApiResponse(responseCode = "422", description = "These are not the slugs of all")
	@ApiResponse(responseCode = "428", description = "The condition is missing")
	public Mono<ResponseEntity<List<ContentItem<T>>>> order(@RequestBody List<String> slugs, Owner owner,
			ServerHttpRequest request) {
		return this.editing.order(slugs, change(owner, request), request.getHeaders())
			.collectList()
			.map((items) -> ResponseEntity.ok().eTag(new OwnersOrder(slugs).tag()).body(items));
	}

	@GetMapping("/{slug}/revisions")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Lists the history of a document, a hundred revisions at a time, also of one that is gone")
	@ApiResponse(responseCode = "200", description = "The revisions, newest first, without what the document said")
	public Mono<ResponseEntity<Revisions<T>>> revisions(@PathVariable String slug,
			@RequestParam(required = false) @Nullable Integer before) {
		return this.editing.history().revisions(slug, before).map(Revisions::response);
	}

	@GetMapping("/{slug}/revisions/{number}")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Gives a revision with what the document said then")
	@ApiResponse(responseCode = "200", description = "The revision")
	public Mono<Revision<T>> revision(@PathVariable String slug, @PathVariable int number) {
		return this.editing.history().revision(slug, number);
	}

	@GetMapping("/{slug}/revisions/{number}/diff/{other}")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Compares two revisions, field by field and texts line by line")
	@ApiResponse(responseCode = "200", description = "What has to change for the one to become the other")
	public Mono<Difference> difference(@PathVariable String slug, @PathVariable int number, @PathVariable int other) {
		return this.editing.history().difference(slug, number, other);
	}

	@PostMapping("/{slug}/revisions/{number}/restore")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Acts
	@Operation(summary = "Lets a document say again what it said once, as a new revision")
	@ApiResponse(responseCode = "200",
			description = "It says again what it said: to visitors, too, if it is to be published, or if nothing is said and they see its latest revision")
	public Mono<ResponseEntity<ContentItem<T>>> restore(@PathVariable String slug, @PathVariable int number,
			@RequestParam(required = false) @Nullable Boolean publish, Owner owner, ServerHttpRequest request) {
		return this.editing.restore(slug, number, publish, change(owner, request), request.getHeaders())
			.map(ContentItem::response);
	}

	@PostMapping("/preview")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Shows how a text is going to look; nothing is stored")
	@ApiResponse(responseCode = "200", description = "HTML that is safe to embed")
	public Mono<Editing.Preview> preview(@RequestBody T document) {
		return Mono.fromSupplier(() -> this.editing.preview(document));
	}

	@GetMapping(path = "/export", produces = ZIP)
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Gives all documents as files, drafts among them")
	@ApiResponse(responseCode = "200", description = "A ZIP file",
			content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
	public ResponseEntity<Flux<DataBuffer>> export() {
		return ResponseEntity.ok().contentType(MediaType.parseMediaType(ZIP)).body(this.editing.archive().download());
	}

	@PutMapping(path = "/imports/{id}", consumes = ZIP)
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Checks files, and keeps them until it is decided that they are to be applied",
			description = "A part of `POST /api/import`, which decides for all kinds of content at once.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
	@ApiResponse(responseCode = "200", description = "What becomes of each file; if one is refused, nothing is kept")
	@ApiResponse(responseCode = "422", description = "It is no archive that can be read")
	public Mono<ImportPlan> stage(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean replace,
			@RequestParam(defaultValue = "false") boolean stage, Owner owner, ServerHttpRequest request) {
		return this.editing.archive()
			.upload(request.getBody(), replace, stage ? id : null, change(owner, request).inImport());
	}

	@GetMapping("/imports/{id}")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Tells whether an import is done here")
	@ApiResponse(responseCode = "200", description = "Whether it waits for the decision or is done")
	@ApiResponse(responseCode = "404", description = "It is unknown, or was given up")
	public Mono<ImportProgress> progress(@PathVariable UUID id) {
		return this.editing.archive().state(id).map((state) -> new ImportProgress(id, state));
	}

	private static Change change(Owner owner, ServerHttpRequest request) {
		return Change.of(owner, request.getHeaders());
	}

	/**
	 * When something is to be published.
	 *
	 * @param at the time; now if it is absent
	 */
	public record Publication(@Nullable Instant at) {
	}

	/**
	 * How far an import is.
	 *
	 * @param id its id
	 * @param state whether it is done
	 */
	public record ImportProgress(UUID id, ImportState state) {
	}

	/**
	 * Another name for a document.
	 *
	 * @param slug its name in addresses
	 */
	public record NewName(@NotNull String slug) {
	}

}
