package dev.akshay.portfolio.gateway.routing;

import dev.akshay.portfolio.platform.web.BodyLimit;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses bodies that are larger than a route takes.
 *
 * @param limit the largest body
 */
record RouteBodyLimit(BodyLimit limit) implements GatewayFilter {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return Mono.defer(() -> chain.filter(this.limit.limit(exchange)));
	}

}
