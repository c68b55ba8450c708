package dev.akshay.portfolio.platform.web;

import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
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
	 * Limits the body of a request.
	 * @param exchange the request
	 * @return the request, its body failing with {@link DataBufferLimitException} where
	 * it becomes too large
	 * @throws DataBufferLimitException if the request announces a body that is too large
	 */
	public ServerWebExchange limit(ServerWebExchange exchange) {
		var announced = exchange.getRequest().getHeaders().getContentLength();
		if (announced > this.size.toBytes()) {
			throw tooLarge();
		}
		return (announced >= 0) ? exchange : counting(exchange);
	}

	private ServerWebExchange counting(ServerWebExchange exchange) {
		return exchange.mutate().request(new ServerHttpRequestDecorator(exchange.getRequest()) {

			@Override
			public Flux<DataBuffer> getBody() {
				return Flux.defer(() -> {
					var received = new AtomicLong();
					return super.getBody().handle((buffer, sink) -> {
						if (received.addAndGet(buffer.readableByteCount()) > BodyLimit.this.size.toBytes()) {
							DataBufferUtils.release(buffer);
							sink.error(tooLarge());
						}
						else {
							sink.next(buffer);
						}
					});
				});
			}

		}).build();
	}

	private DataBufferLimitException tooLarge() {
		return new DataBufferLimitException("more than " + this.size);
	}

}
