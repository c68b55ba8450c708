package dev.akshay.portfolio.gateway.owner;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;

/** Gives the true reason where a service refuses somebody whom it was not told of. */
final class Substitute extends ServerHttpResponseDecorator {

	private final ErrorResponseException reason;

	private Substitute(ServerHttpResponse response, ErrorResponseException reason) {
		super(response);
		this.reason = reason;
	}

	static ServerWebExchange of(ServerWebExchange exchange, ErrorResponseException reason) {
		return exchange.mutate().response(new Substitute(exchange.getResponse(), reason)).build();
	}

	private boolean isRefusal() {
		var status = getStatusCode();
		return HttpStatus.UNAUTHORIZED.equals(status) || HttpStatus.FORBIDDEN.equals(status);
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return isRefusal() ? Flux.from(body).doOnNext(DataBufferUtils::release).then(Mono.error(this.reason))
				: super.writeWith(body);
	}

	@Override
	public Mono<Void> setComplete() {
		return isRefusal() ? Mono.error(this.reason) : super.setComplete();
	}

}
