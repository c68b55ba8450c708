package dev.akshay.portfolio.gateway.routing;

import java.io.IOException;
import java.util.Map;

import dev.akshay.portfolio.gateway.routing.GatewayRoutes.Target;
import dev.akshay.portfolio.platform.web.BodyLimit;

import org.springframework.cloud.gateway.config.HttpClientCustomizer;
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
	RouteLocator configuredRoutes(RouteLocatorBuilder builder, GatewayRoutes gateway) {
		var routes = builder.routes();
		for (Map.Entry<String, Target> route : gateway.routes().entrySet()) {
			routes.route(route.getKey(), (spec) -> route(spec, route.getValue()));
		}
		return routes.build();
	}

	// Netty would send a request again whose body is already gone; what may be sent twice
	// is said per route
	@Bean
	HttpClientCustomizer noBlindRetry() {
		return (client) -> client.disableRetry(true);
	}

	@SuppressWarnings("unchecked") // an array of classes made for varargs
	private static Buildable<Route> route(PredicateSpec spec, Target target) {
		var matched = spec.order(target.order()).path(target.paths().toArray(String[]::new));
		if (!target.except().isEmpty()) {
			matched.and().not((except) -> except.path(target.except().toArray(String[]::new)));
		}
		return matched.filters((filters) -> filters.filter(new RouteBodyLimit(new BodyLimit(target.requestBody()))))
			.uri(target.uri());
	}

}
