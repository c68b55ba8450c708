package dev.akshay.portfolio.gateway.edge;

import java.io.IOException;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/** The bytes of a body whose length was announced. */
final class AnnouncedBody {

	private final byte[] bytes;

	private int received;

	AnnouncedBody(int length) {
		this.bytes = new byte[length];
	}

	/**
	 * Collects the body.
	 * @param body the body
	 * @return all of it, or an error if it is shorter or longer than announced
	 */
	Mono<byte[]> of(Publisher<? extends DataBuffer> body) {
		return Flux.from(body)
			.doOnNext(this::add)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.then(Mono
				.defer(() -> (this.received == this.bytes.length) ? Mono.just(this.bytes) : Mono.error(new IOException(
						"the origin announced %d bytes and sent %d".formatted(this.bytes.length, this.received)))));
	}

	private void add(DataBuffer buffer) {
		int length = buffer.readableByteCount();
		try {
			if (length <= this.bytes.length - this.received) {
				buffer.read(this.bytes, this.received, length);
			}
			this.received = Math.addExact(this.received, length);
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

}
