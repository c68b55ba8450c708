package dev.akshay.portfolio.gateway.routing;

import java.util.concurrent.atomic.AtomicLong;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses bodies that are larger than a route takes: by what they announce, and by what
 * really comes if they announce nothing.
 *
 * @param limit the largest body
 */
record BodyLimit(DataSize limit) implements GatewayFilter {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		var announced = exchange.getRequest().getHeaders().getContentLength();
		if (announced > this.limit.toBytes()) {
			return Mono.error(this::tooLarge);
		}
		return (announced >= 0) ? chain.filter(exchange) : chain.filter(counting(exchange));
	}

	private ServerWebExchange counting(ServerWebExchange exchange) {
		return exchange.mutate().request(new ServerHttpRequestDecorator(exchange.getRequest()) {

			@Override
			public Flux<DataBuffer> getBody() {
				var received = new AtomicLong();
				return super.getBody().handle((buffer, sink) -> {
					if (received.addAndGet(buffer.readableByteCount()) > BodyLimit.this.limit.toBytes()) {
						DataBufferUtils.release(buffer);
						sink.error(tooLarge());
					}
					else {
						sink.next(buffer);
					}
				});
			}

		}).build();
	}

	private DataBufferLimitException tooLarge() {
		return new DataBufferLimitException("more than " + this.limit);
	}

}
