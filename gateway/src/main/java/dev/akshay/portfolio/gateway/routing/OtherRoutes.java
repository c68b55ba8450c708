package dev.akshay.portfolio.gateway.routing;

import dev.akshay.portfolio.gateway.owner.OwnerRoute;
import dev.akshay.portfolio.platform.web.BodyLimit;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What routes of ours have by themselves, for those that Spring Cloud Gateway was given
 * itself: bodies have a limit, and our cookie is kept back. Their filters may change the
 * head of an answer, so nothing of it is sent before they are done.
 */
@Component
class OtherRoutes implements GlobalFilter, Ordered {

	private final RoutedServices services;

	private final GatewayFilter toOthers;

	OtherRoutes(RoutedServices services, OwnerRoute owner) {
		this.services = services;
		this.toOthers = owner.toOthers();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
		if (RoutedServices.isOurs(route)) {
			return chain.filter(exchange);
		}
		var service = this.services.behind(route);
		return new RouteBodyLimit(new BodyLimit(service.target().requestBody())).filter(exchange,
				(limited) -> this.toOthers.filter(limited, (passed) -> answer(service, passed, chain)));
	}

	private static Mono<Void> answer(RoutedService service, ServerWebExchange exchange, GatewayFilterChain chain) {
		var held = HeldAnswer.in(exchange);
		return chain.filter(exchange)
			.doOnError((_) -> held.drop(exchange.getResponse()))
			.doOnCancel(() -> held.drop(exchange.getResponse()))
			.then(Mono.defer(() -> service.endAnswer(exchange, held)));
	}

	// before the filters of any route
	@Override
	public int getOrder() {
		return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;
	}

}
