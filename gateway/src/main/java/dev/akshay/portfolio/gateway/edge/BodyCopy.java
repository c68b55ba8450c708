package dev.akshay.portfolio.gateway.edge;

import java.io.ByteArrayOutputStream;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;

/** A copy of a body that passes, as long as it does not become too long. */
final class BodyCopy {

	private final int limit;

	private final Runnable whenTooLong;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private boolean tooLong;

	private boolean whole;

	BodyCopy(int limit, Runnable whenTooLong) {
		this.limit = limit;
		this.whenTooLong = whenTooLong;
	}

	Flux<DataBuffer> of(Publisher<? extends DataBuffer> body) {
		return Flux.<DataBuffer>from(body).doOnNext(this::add).doOnComplete(() -> this.whole = !this.tooLong);
	}

	private void add(DataBuffer buffer) {
		int length = buffer.readableByteCount();
		if (this.tooLong) {
			return;
		}
		if (length > this.limit - this.bytes.size()) {
			this.tooLong = true;
			this.bytes.reset();
			this.whenTooLong.run();
			return;
		}
		var part = new byte[length];
		int position = buffer.readPosition();
		buffer.read(part);
		buffer.readPosition(position);
		this.bytes.writeBytes(part);
	}

	boolean isTooLong() {
		return this.tooLong;
	}

	/** Whether the body came to its end and is in the copy. */
	boolean isWhole() {
		return this.whole;
	}

	byte[] bytes() {
		return this.bytes.toByteArray();
	}

}
