package dev.akshay.portfolio.gateway.failure;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** Names what happened when a service is not there or does not answer. */
@Component
class FailureFilter implements GlobalFilter, Ordered {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return chain.filter(exchange).onErrorMap((error) -> named(exchange, error));
	}

	private static Throwable named(ServerWebExchange exchange, Throwable error) {
		var service = serviceOf(exchange);
		if (error instanceof ResponseStatusException ex && ex.getStatusCode() == HttpStatus.GATEWAY_TIMEOUT) {
			return new ServiceTooSlow(service, error);
		}
		return switch (NestedExceptionUtils.getMostSpecificCause(error)) {
			case TimeoutException _ -> new ServiceTooSlow(service, error);
			// refused, reset, unknown host, closed before it answered
			case IOException _ -> new ServiceUnavailable(service, error);
			default -> error;
		};
	}

	private static String serviceOf(ServerWebExchange exchange) {
		Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
		return (route != null) ? route.getId() : "service";
	}

	// around everything that talks to a service
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
