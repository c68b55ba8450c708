package dev.akshay.portfolio.profile.media;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.hash.Sha256;
import dev.akshay.portfolio.platform.problem.Problems;
import dev.akshay.portfolio.profile.media.Library.Added;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Service;
import org.springframework.web.ErrorResponseException;

/**
 * Takes images in, a few at a time: each is in memory as a whole until it is stored.
 */
@Service
class Uploads {

	private static final int FIRST_BYTES = 64 * 1024;

	private final ImageProcessor processor;

	private final Workshop workshop;

	private final MediaItems items;

	private final Library library;

	private final MediaSettings settings;

	private final AtomicInteger running = new AtomicInteger();

	Uploads(ImageProcessor processor, Workshop workshop, MediaItems items, Library library, MediaSettings settings) {
		this.processor = processor;
		this.workshop = workshop;
		this.items = items;
		this.library = library;
		this.settings = settings;
	}

	/**
	 * Takes an image in.
	 * @param description what is said about it
	 * @param request brings its bytes, as many as a request may have
	 * @return the image; the same as before if the same file came before
	 */
	Mono<Added> take(Description description, ServerHttpRequest request) {
		return Mono.defer(() -> {
			if (this.running.incrementAndGet() > this.settings.atOnce()) {
				this.running.decrementAndGet();
				return Mono.error(new TooManyUploads());
			}
			return bytes(request).flatMap((file) -> take(description, file))
				.doFinally((_) -> this.running.decrementAndGet());
		});
	}

	private Mono<Added> take(Description description, byte[] file) {
		return this.workshop.does(() -> Sha256.of(file))
			.flatMap((hash) -> this.items.ofSource(hash)
				.map((item) -> new Added(item, false))
				.switchIfEmpty(Mono.defer(() -> this.workshop.does(() -> this.processor.process(file)))
					.flatMap((image) -> this.library.add(image, hash, description.name(), description.alt()))));
	}

	private Mono<byte[]> bytes(ServerHttpRequest request) {
		var announced = request.getHeaders().getContentLength();
		return received(request.getBody(), (announced > 0) ? (int) announced : FIRST_BYTES)
			.timeout(this.settings.arrival())
			.onErrorMap(TimeoutException.class,
					(_) -> new ErrorResponseException(HttpStatus.REQUEST_TIMEOUT,
							Problems.of(HttpStatus.REQUEST_TIMEOUT, "request-timeout",
									"The image took longer than %d s to arrive. Send it again, or a smaller one."
										.formatted(this.settings.arrival().toSeconds())),
							null));
	}

	/** How much it may be is decided before: the limit of the address's bodies. */
	private static Mono<byte[]> received(Flux<DataBuffer> body, int size) {
		return body.collect(() -> new ByteArrayOutputStream(size), (received, part) -> {
			var bytes = new byte[part.readableByteCount()];
			part.read(bytes);
			DataBufferUtils.release(part);
			received.writeBytes(bytes);
		}).map(ByteArrayOutputStream::toByteArray);
	}

}
