package dev.akshay.portfolio.gateway.edge;

import java.io.IOException;

import io.netty.buffer.UnpooledHeapByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;

/** The bytes of a body whose length was announced. */
final class AnnouncedBody {

	private final int length;

	private byte @Nullable [] bytes;

	private int received;

	AnnouncedBody(int length) {
		this.length = length;
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
			.then(Mono.defer(() -> (this.received == this.length) ? Mono.just(bytes()) : Mono.error(new IOException(
					"the origin announced %d bytes and sent %d".formatted(this.length, this.received)))));
	}

	private void add(DataBuffer buffer) {
		int length = buffer.readableByteCount();
		try {
			if (this.received == 0 && length == this.length) {
				this.bytes = whole(buffer);
			}
			else if (length <= this.length - this.received) {
				buffer.read(bytes(), this.received, length);
			}
			this.received = Math.addExact(this.received, length);
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

	private byte[] bytes() {
		if (this.bytes == null) {
			this.bytes = new byte[this.length];
		}
		return this.bytes;
	}

	/**
	 * The bytes of one buffer. An array that was wrapped as a whole is taken over, as
	 * whoever wraps one gives it away; any other memory may serve again.
	 */
	private static byte[] whole(DataBuffer buffer) {
		if (buffer instanceof NettyDataBuffer netty && netty.getNativeBuffer() instanceof UnpooledHeapByteBuf wrapped
				&& wrapped.readableBytes() == wrapped.array().length) {
			return wrapped.array();
		}
		var bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		return bytes;
	}

}
