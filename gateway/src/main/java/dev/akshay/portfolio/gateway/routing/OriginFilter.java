package dev.akshay.portfolio.gateway.routing;

import java.util.Map;
import java.util.stream.Collectors;

import dev.akshay.portfolio.gateway.chaos.ChaosSession;
import dev.akshay.portfolio.gateway.decision.Decisions;
import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.gateway.hedging.Hedging;
import dev.akshay.portfolio.gateway.origin.EventLoopTimers;
import dev.akshay.portfolio.gateway.origin.OriginClient;
import dev.akshay.portfolio.gateway.resilience.ServiceGuard;
import dev.akshay.portfolio.gateway.routing.GatewayRoutes.Target;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * The end of every route: asks the service behind it. It stands in for Spring Cloud
 * Gateway's own routing filter, which knows one attempt per request only.
 */
@Component
class OriginFilter implements GlobalFilter, Ordered {

	private final Map<String, RoutedService> services;

	private final BrokenServices broken;

	OriginFilter(GatewayRoutes gateway, BrokenServices broken, OriginClient client, EventLoopTimers timers,
			MeterRegistry meters, ApplicationEventPublisher events) {
		this.broken = broken;
		this.services = gateway.routes()
			.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, (route) -> {
				var name = route.getKey();
				Target target = route.getValue();
				return new RoutedService(name, target, client,
						client.replicas(target.uri(), target.bodyIdle(), target.resilience().replicaPause()),
						new ServiceGuard(name, target.resilience(), timers, meters, events, false),
						new Hedging(name, target.hedging(), timers, meters));
			}));
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
		var service = this.services.get(route.getId());
		if (service == null) {
			throw new IllegalStateException("nobody knows the route " + route.getId());
		}
		return Mono.deferContextual((context) -> {
			var visitor = ChaosSession.from(context);
			if (visitor == null) {
				return service.answer(exchange);
			}
			exchange.getAttributes().put(Decisions.CHAOS, true);
			return answerApart(exchange, this.broken.of(visitor, route.getId()));
		});
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
		return service.answer(exchange);
	}

	// nothing comes behind
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
