package dev.akshay.portfolio.gateway.routing;

import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

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
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPatternParser;

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

	/** A method and a path, such as {@code POST /studio/login}. */
	private static Predicate<ServerWebExchange> request(String text) {
		var parts = text.split(" ", 2);
		var path = PathPatternParser.defaultInstance.parse(parts[1]);
		return (exchange) -> {
			var request = exchange.getRequest();
			return request.getMethod().matches(parts[0]) && path.matches(request.getPath().pathWithinApplication());
		};
	}

	private static GatewayFilter ownerFilter(OwnerRoute owner, Target target) {
		return target.owner() ? owner.toOurs(target.uri().getHost(), target.onBehalf()) : owner.toOthers();
	}

	@SuppressWarnings("unchecked") // an array of classes made for varargs
	private static Buildable<Route> route(PredicateSpec spec, Target target, GatewayFilter owner) {
		var matched = spec.order(target.order()).path(target.paths().toArray(String[]::new));
		var always = target.except().stream().filter((path) -> path.startsWith("/")).toArray(String[]::new);
		if (always.length > 0) {
			matched.and().not((except) -> except.path(always));
		}
		target.except()
			.stream()
			.filter((path) -> !path.startsWith("/"))
			.map(RoutingConfiguration::request)
			.forEach((request) -> matched.and().predicate(request.negate()));
		return matched
			.filters((filters) -> filters.filter(new RouteBodyLimit(new BodyLimit(target.requestBody()))).filter(owner))
			.uri(target.uri());
	}

}
