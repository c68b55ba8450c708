package dev.akshay.portfolio.gateway.owner.api;

import dev.akshay.portfolio.gateway.owner.Secret;
import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Stands in front of {@link OwnerEndpoint}: whoever may open the management port is not
 * yet the owner, and for those who do not know the secret there is no such endpoint. It
 * is no component, so that it belongs to the management port alone, which finds it by
 * {@code ManagementContextConfiguration.imports}.
 */
class MachineGuard {

	@Bean
	WebFilter machineFilter(WebEndpointProperties endpoints, MachineSettings settings) {
		// as the endpoint itself is found, whatever of the path is escaped
		var guarded = PathPatternParser.defaultInstance.parse(endpoints.getBasePath() + "/owner/**");
		return (exchange, chain) -> {
			var request = exchange.getRequest();
			return (guarded.matches(request.getPath().pathWithinApplication()) && !knowsSecret(request, settings))
					? Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND)) : chain.filter(exchange);
		};
	}

	private static boolean knowsSecret(ServerHttpRequest request, MachineSettings settings) {
		var secret = settings.secret();
		var shown = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
		return secret != null && !secret.isBlank() && shown != null && Secret.same("Bearer " + secret, shown);
	}

}
