package dev.akshay.portfolio.platform.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Sends the body of an answer in small pieces, one at a time, until the fault is over:
 * what is left then leaves as fast as it can. More of it is asked for when the last piece
 * is out, so it is not this process that holds what is slow to leave.
 */
final class SlowResponse extends ServerHttpResponseDecorator {

	private static final Duration TICK = Duration.ofMillis(100);

	private static final int TICKS_PER_SECOND = 10;

	private final int piece;

	private final BooleanSupplier over;

	/**
	 * A response that is slow.
	 * @param response the response
	 * @param bytesPerSecond how much of it leaves in a second, at least ten bytes
	 * @param over tells whether it is to be slow no longer
	 */
	SlowResponse(ServerHttpResponse response, int bytesPerSecond, BooleanSupplier over) {
		super(response);
		this.piece = bytesPerSecond / TICKS_PER_SECOND;
		this.over = over;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return super.writeAndFlushWith(slowly(Flux.from(body)).map(Mono::just));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(
				slowly(Flux.from(body).concatMap((part) -> Flux.<DataBuffer>from(part), 1)).map(Mono::just));
	}

	private Flux<DataBuffer> slowly(Flux<? extends DataBuffer> body) {
		return body.concatMap(this::pieces, 1)
			.concatMap((piece) -> this.over.getAsBoolean() ? Mono.just(piece) : Mono.just(piece).delayElement(TICK), 1)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	/** Copies, so that a piece that is still to come is nobody's to release. */
	private Flux<DataBuffer> pieces(DataBuffer buffer) {
		var bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return Flux.<DataBuffer, Integer>generate(() -> 0, (start, sink) -> {
			if (start == bytes.length) {
				sink.complete();
				return start;
			}
			int end = this.over.getAsBoolean() ? bytes.length : Math.min(bytes.length, start + this.piece);
			sink.next(bufferFactory().wrap(Arrays.copyOfRange(bytes, start, end)));
			return end;
		});
	}

}
