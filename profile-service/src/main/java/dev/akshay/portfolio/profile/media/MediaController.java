package dev.akshay.portfolio.profile.media;

import java.net.URI;

import dev.akshay.portfolio.platform.owner.OwnerOnly;
import dev.akshay.portfolio.platform.owner.Scope;
import dev.akshay.portfolio.platform.precondition.SeenVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the owner does with images. */
@RestController
@RequestMapping(path = "/api/media", produces = "application/json")
@Tag(name = "Media")
class MediaController {

	private static final int MOST_LISTED = 100;

	private final Uploads uploads;

	private final Library library;

	private final MediaItems items;

	MediaController(Uploads uploads, Library library, MediaItems items) {
		this.uploads = uploads;
		this.library = library;
		this.items = items;
	}

	@GetMapping
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Lists images, those added last first, a hundred at a time")
	@ApiResponse(responseCode = "200", description = "The images with the addresses of all their widths")
	Mono<MediaPage> listMedia(@RequestParam(required = false) @Nullable Long before) {
		return this.items.list((before != null) ? before : Long.MAX_VALUE, MOST_LISTED + 1)
			.collectList()
			.map((found) -> MediaPage.of(found, MOST_LISTED));
	}

	@GetMapping("/{id}")
	@OwnerOnly(Scope.CONTENT_READ)
	@Operation(summary = "Tells about an image")
	@ApiResponse(responseCode = "200", description = "The image",
			headers = @Header(name = "ETag", description = "Its version, for `If-Match`"))
	@ApiResponse(responseCode = "404", description = "There is no such image, or not any more",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<MediaItem>> readMedia(@PathVariable String id) {
		return this.items.find(id).switchIfEmpty(Mono.error(UnknownMedia::new)).map(MediaController::answer);
	}

	@PostMapping(consumes = { "image/*", "application/octet-stream" })
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Adds an image",
			description = "The body is the file: a JPEG, a PNG or a GIF, of which the first image is taken; 10 MB and 40 megapixels at most. What it is, is found out by looking. It is encoded anew, so nothing of it remains but what can be seen.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")))
	@Parameter(in = ParameterIn.QUERY, name = "alt", required = true,
			description = "What it says to those who do not see it",
			schema = @Schema(type = "string", maxLength = Description.LONGEST_ALT))
	@Parameter(in = ParameterIn.QUERY, name = "name", required = true, description = "What its file is called",
			schema = @Schema(type = "string", maxLength = Description.LONGEST_NAME))
	@ApiResponse(responseCode = "200", description = "The same file came before: the image, as it is described")
	@ApiResponse(responseCode = "201", description = "The image",
			headers = @Header(name = "Location", description = "Where it is told about"))
	@ApiResponse(responseCode = "413", description = "The file is larger than 10 MB",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "415", description = "The file is no image of a kind that is taken",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "422",
			description = "The image is damaged or has too many pixels, or its description breaks a rule",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "429", description = "Other images are being taken in",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<MediaItem>> addMedia(
			@Parameter(hidden = true) @RequestParam(required = false) @Nullable String name,
			@Parameter(hidden = true) @RequestParam(required = false) @Nullable String alt, ServerHttpRequest request) {
		return this.uploads.take(Description.of(name, alt), request)
			.map((added) -> added.isNew() ? ResponseEntity.created(URI.create("/api/media/" + added.item().id()))
				.eTag(added.item().tag())
				.body(added.item()) : answer(added.item()));
	}

	@PatchMapping("/{id}")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Describes an image anew", description = "Texts that show it keep the words that they have.")
	@Parameter(in = ParameterIn.HEADER, name = "If-Match", required = true, description = "The ETag of what was seen",
			schema = @Schema(type = "string", example = "\"v1\""))
	@ApiResponse(responseCode = "200", description = "The image as it is then",
			headers = @Header(name = "ETag", description = "Its new version"))
	@ApiResponse(responseCode = "404", description = "There is no such image, or not any more",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "412", description = "It was changed meanwhile; `current` is what it is now",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "422", description = "A field breaks a rule",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "428", description = "The version is missing",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<MediaItem>> describeMedia(@PathVariable String id, @RequestBody Words words,
			ServerHttpRequest request) {
		return this.library
			.describe(id, SeenVersion.of(request.getHeaders(), "the image that you saw", MediaItem.tag(1)),
					Description.alt(words.alt()))
			.map(MediaController::answer);
	}

	@DeleteMapping("/{id}")
	@OwnerOnly(Scope.CONTENT_WRITE)
	@Operation(summary = "Deletes an image for good", description = "Texts that show it show its words then.")
	@Parameter(in = ParameterIn.HEADER, name = "If-Match",
			description = "The ETag of what was seen, to delete nothing else",
			schema = @Schema(type = "string", example = "\"v1\""))
	@ApiResponse(responseCode = "204", description = "It is gone, here and in every cache of ours")
	@ApiResponse(responseCode = "404", description = "There is no such image, or not any more",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	@ApiResponse(responseCode = "412", description = "It was changed meanwhile; `current` is what it is now",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Void>> deleteMedia(@PathVariable String id, ServerHttpRequest request) {
		return this.library
			.delete(id, SeenVersion.orAny(request.getHeaders(), "the image that you saw", MediaItem.tag(1)))
			.then(Mono.fromSupplier(() -> ResponseEntity.noContent().build()));
	}

	private static ResponseEntity<MediaItem> answer(MediaItem item) {
		return ResponseEntity.ok().eTag(item.tag()).body(item);
	}

	/** What is changed of an image. */
	record Words(@Schema(description = "What it says to those who do not see it",
			maxLength = Description.LONGEST_ALT) @Nullable String alt) {
	}

}
