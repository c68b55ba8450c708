package dev.akshay.portfolio.gateway.routing;

import dev.akshay.portfolio.gateway.chaos.ChaosSession;
import dev.akshay.portfolio.gateway.decision.Decisions;
import dev.akshay.portfolio.gateway.decision.Refusal;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * The end of every route: asks the service behind it. It stands in for Spring Cloud
 * Gateway's own routing filter, which knows one attempt per request only.
 */
@Component
class OriginFilter implements GlobalFilter, Ordered {

	private final RoutedServices services;

	private final BrokenServices broken;

	OriginFilter(RoutedServices services, BrokenServices broken) {
		this.services = services;
		this.broken = broken;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		var service = this.services.behind(exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR));
		return Mono.deferContextual((context) -> {
			var visitor = ChaosSession.from(context);
			if (visitor == null) {
				return answer(exchange, service);
			}
			exchange.getAttributes().put(Decisions.CHAOS, true);
			return answerApart(exchange, this.broken.of(visitor, service));
		});
	}

	private static Mono<Void> answer(ServerWebExchange exchange, RoutedService service) {
		var held = HeldAnswer.of(exchange);
		return (held == null) ? service.answer(exchange) : service.beginAnswer(exchange, held);
	}

	/** Whoever broke something sees what her breaker makes of it. */
	private static Mono<Void> answerApart(ServerWebExchange exchange, RoutedService service) {
		exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> {
			var state = service.breakerState();
			exchange.getResponse()
				.getHeaders()
				.set(ChaosSession.BREAKER, (exchange.getAttribute(Decisions.REFUSED) instanceof Refusal refusal)
						? state + "; refused=" + refusal.text() : state);
		}));
		return answer(exchange, service);
	}

	// nothing comes behind
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
