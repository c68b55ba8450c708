package dev.akshay.portfolio.gateway.protection;

import java.util.Set;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Puts {@link SecurityHeaders} on every response, errors included, and refuses the two
 * methods that are for proxies.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecurityHeadersFilter implements WebFilter {

	private static final HttpMethod CONNECT = HttpMethod.valueOf("CONNECT");

	private static final Set<HttpMethod> ALLOWED = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS,
			HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

	private final SecurityHeaders headers;

	SecurityHeadersFilter(SecurityHeaders headers) {
		this.headers = headers;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var request = exchange.getRequest();
		var response = exchange.getResponse();
		response.beforeCommit(() -> Mono.fromRunnable(() -> apply(response, ClientAddress.isSecure(request))));
		var method = request.getMethod();
		if (method.equals(HttpMethod.TRACE) || method.equals(CONNECT)) {
			return Mono.error(() -> new MethodNotAllowedException(method, ALLOWED));
		}
		return chain.filter(exchange);
	}

	private void apply(ServerHttpResponse response, boolean secure) {
		if (response instanceof NettyHeaders netty) {
			this.headers.applyTo(netty.nettyHeaders(), secure);
		}
		else {
			this.headers.applyTo(response.getHeaders(), secure);
		}
	}

}
