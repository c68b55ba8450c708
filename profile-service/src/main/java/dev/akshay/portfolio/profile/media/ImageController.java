package dev.akshay.portfolio.profile.media;

import java.time.Duration;

import dev.akshay.portfolio.platform.content.ImageAddress;
import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows images to everybody. An address names its content, so nobody who has it needs to
 * ask again.
 */
@RestController
@Tag(name = "Media")
class ImageController {

	private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final MediaItems items;

	private final PublicContent content;

	ImageController(MediaItems items, PublicContent content) {
		this.items = items;
		this.content = content;
	}

	@GetMapping("/media/{file}")
	@Operation(summary = "Shows an image")
	@ApiResponse(responseCode = "200", description = "The image, for ever the same at this address",
			content = { @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
					@Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary")) })
	@ApiResponse(responseCode = "404", description = "There is no such image, or not any more",
			content = @Content(mediaType = "application/problem+json",
					schema = @Schema(implementation = ProblemDetail.class)))
	Mono<ResponseEntity<Flux<DataBuffer>>> showImage(@PathVariable String file, ServerHttpRequest request) {
		var address = ImageAddress.parse(ImageAddress.FOLDER + file);
		return Mono.justOrEmpty(address)
			.flatMap((known) -> this.items.file(known).map((bytes) -> answer(known, bytes, request)))
			.switchIfEmpty(Mono.error(() -> this.content.missing(new UnknownMedia(),
					address.map(ImageAddress::id).map(Library::tag).stream().toArray(String[]::new))));
	}

	/** As a stream: whole answers are kept in memory here, and the edge is for that. */
	private static ResponseEntity<Flux<DataBuffer>> answer(ImageAddress address, byte[] bytes,
			ServerHttpRequest request) {
		var tag = ETag.create("\"%s-%d\"".formatted(address.id(), address.shown()));
		var isKnown = isKnown(tag, request);
		var answer = ResponseEntity.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
			.cacheControl(FOR_EVER)
			.eTag(tag.formattedTag())
			.header(PublicContent.CACHE_TAG, Library.tag(address.id()))
			.header("X-Content-Type-Options", "nosniff");
		return isKnown ? answer.build()
				: answer.contentType(MediaType.parseMediaType(MediaItem.type(address)))
					.contentLength(bytes.length)
					.body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes)));
	}

	private static boolean isKnown(ETag tag, ServerHttpRequest request) {
		try {
			return request.getHeaders()
				.getOrEmpty(HttpHeaders.IF_NONE_MATCH)
				.stream()
				.flatMap((known) -> ETag.parse(known).stream())
				.anyMatch((known) -> known.isWildcard() || known.compare(tag, false));
		}
		catch (IllegalArgumentException _) {
			return false;
		}
	}

}
