package dev.akshay.portfolio.gateway.protection;

import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;

import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Ends requests whose client left before it had sent them: nobody is there to be
 * answered, and nothing failed on our side that should be logged.
 */
@Component
@Order(-4)
class GoneClients implements ErrorWebExceptionHandler {

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (!(error instanceof AbortedException) || isConnected(exchange.getRequest())
				|| exchange.getResponse().isCommitted()) {
			return Mono.error(error);
		}
		exchange.getResponse().setStatusCode(HttpStatus.REQUEST_TIMEOUT);
		return exchange.getResponse().setComplete();
	}

	private static boolean isConnected(ServerHttpRequest request) {
		return !(ServerHttpRequestDecorator.getNativeRequest(request) instanceof Connection connection)
				|| connection.channel().isActive();
	}

}
