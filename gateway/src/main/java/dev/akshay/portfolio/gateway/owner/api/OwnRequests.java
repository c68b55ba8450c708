package dev.akshay.portfolio.gateway.owner.api;

import dev.akshay.portfolio.platform.web.BodyLimit;
import dev.akshay.portfolio.platform.web.WebLimits;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/** Limits bodies where no route does. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class OwnRequests implements WebFilter {

	private final BodyLimit limit;

	OwnRequests(WebLimits limits) {
		this.limit = new BodyLimit(limits.requestBody());
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var request = exchange.getRequest();
		if (HttpMethod.GET.equals(request.getMethod()) || !isOwn(request.getPath().value())) {
			return chain.filter(exchange);
		}
		return Mono.defer(() -> chain.filter(this.limit.limit(exchange)));
	}

	private static boolean isOwn(String path) {
		return path.startsWith("/api/session") || path.startsWith("/api/tokens") || path.startsWith("/studio/log")
				|| path.equals("/api/live/chaos");
	}

}
