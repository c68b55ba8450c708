package dev.akshay.portfolio.gateway.routing;

import java.net.URI;

import dev.akshay.portfolio.platform.client.ServiceReplicas;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Sends each request to the next replica of the service that its route names. */
@Component
class ReplicaFilter implements GlobalFilter, Ordered {

	private final ServiceReplicas replicas;

	ReplicaFilter(ServiceReplicas replicas) {
		this.replicas = replicas;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		URI address = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
		exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, this.replicas.resolve(address));
		return chain.filter(exchange);
	}

	@Override
	public int getOrder() {
		return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
	}

}
