package dev.akshay.portfolio.platform.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses bodies that are larger than somebody takes: by what they announce, and by what
 * really comes if they announce nothing. Codecs know limits, too, but release a buffer
 * once too often when one is reached.
 *
 * @param size the largest body
 */
public record BodyLimit(DataSize size) {

	/**
	 * So much is read of what is too large, and thrown away. Who still writes when the
	 * connection ends may never read why (RFC 9112, section 9.6).
	 */
	private static final long REST = DataSize.ofMegabytes(1).toBytes();

	private static final Duration REST_TAKES = Duration.ofSeconds(1);

	/**
	 * Limits the body of a request.
	 * @param exchange the request
	 * @return the request, its body failing with {@link DataBufferLimitException} where
	 * it becomes too large
	 * @throws DataBufferLimitException if the request announces a body that is too large
	 */
	public ServerWebExchange limit(ServerWebExchange exchange) {
		var announced = exchange.getRequest().getHeaders().getContentLength();
		if (isTooLarge(announced)) {
			throw tooLarge();
		}
		return (announced >= 0) ? exchange : counting(exchange);
	}

	/**
	 * Reads on behind a refusal, for a second and a megabyte at most, so that the client
	 * comes to read it. Has to end before the connection does.
	 * @param request the request that was refused
	 * @return ends when there is nothing more to read or it is enough, never with an
	 * error
	 */
	public static Mono<Void> discardRest(ServerHttpRequest request) {
		if (request.getHeaders().getFirst(HttpHeaders.EXPECT) != null) {
			// it waits to be asked for its body, which reading would do
			return Mono.empty();
		}
		return Flux.defer(() -> {
			var received = new AtomicLong();
			return request.getBody().map((buffer) -> {
				received.addAndGet(buffer.readableByteCount());
				DataBufferUtils.release(buffer);
				return received.get();
			}).takeUntil((sum) -> sum > REST);
		}).take(REST_TAKES).onErrorComplete().then();
	}

	private ServerWebExchange counting(ServerWebExchange exchange) {
		return exchange.mutate().request(new ServerHttpRequestDecorator(exchange.getRequest()) {

			@Override
			public Flux<DataBuffer> getBody() {
				return Flux.defer(() -> {
					var received = new AtomicLong();
					var exceeded = Sinks.<Boolean>one();
					return super.getBody().<DataBuffer>handle((buffer, sink) -> {
						var sum = received.addAndGet(buffer.readableByteCount());
						if (!isTooLarge(sum)) {
							sink.next(buffer);
							return;
						}
						DataBufferUtils.release(buffer);
						exceeded.tryEmitValue(true);
						if (sum > BodyLimit.this.size.toBytes() + REST) {
							sink.error(tooLarge());
						}
					})
						.takeUntilOther(exceeded.asMono().delayElement(REST_TAKES))
						.concatWith(
								Mono.defer(() -> isTooLarge(received.get()) ? Mono.error(tooLarge()) : Mono.empty()));
				});
			}

		}).build();
	}

	private boolean isTooLarge(long bytes) {
		return bytes > this.size.toBytes();
	}

	private DataBufferLimitException tooLarge() {
		return new DataBufferLimitException("more than " + this.size);
	}

}
