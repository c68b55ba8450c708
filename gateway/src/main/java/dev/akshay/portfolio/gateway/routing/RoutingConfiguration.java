package dev.akshay.portfolio.gateway.routing;

import java.io.IOException;
import java.util.Map;

import dev.akshay.portfolio.gateway.owner.OwnerRoute;
import dev.akshay.portfolio.gateway.routing.GatewayRoutes.Target;
import dev.akshay.portfolio.platform.web.BodyLimit;

import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.PredicateSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes routes of what is configured. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

	@Bean
	RouteLocator configuredRoutes(RouteLocatorBuilder builder, GatewayRoutes gateway, OwnerRoute owner) {
		var routes = builder.routes();
		for (Map.Entry<String, Target> route : gateway.routes().entrySet()) {
			routes.route(route.getKey(), (spec) -> route(spec, route.getValue(), ownerFilter(owner, route.getValue())));
		}
		return routes.build();
	}

	// Netty would send a request again whose body is already gone; what may be sent twice
	// is said per route
	@Bean
	HttpClientCustomizer noBlindRetry() {
		return (client) -> client.disableRetry(true);
	}

	private static GatewayFilter ownerFilter(OwnerRoute owner, Target target) {
		return target.owner() ? owner.toOurs(target.uri().getHost(), target.onBehalf()) : owner.toOthers();
	}

	private static Buildable<Route> route(PredicateSpec spec, Target target, GatewayFilter owner) {
		return spec.order(target.order())
			.predicate(new Requests(target.paths(), target.except()))
			.filters((filters) -> filters.filter(new RouteBodyLimit(new BodyLimit(target.requestBody()))).filter(owner))
			.metadata(RoutedServices.OURS, target)
			.uri(target.uri());
	}

}
