package dev.akshay.portfolio.gateway.protection;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells services who asks, how, and for which host. What clients said about it is gone by
 * now.
 */
@Component
class SenderHeaders implements HttpHeadersFilter, Ordered {

	@Override
	public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
		var request = exchange.getRequest();
		var told = new HttpHeaders(headers);
		ClientAddress.of(request).ifPresent((client) -> told.set(TrustedProxies.FOR, client.toString()));
		told.set(TrustedProxies.PROTO, request.getURI().getScheme());
		var host = request.getHeaders().getFirst(HttpHeaders.HOST);
		if (host != null) {
			told.set("X-Forwarded-Host", host);
		}
		return told;
	}

	// behind the one that removes what is named by Connection
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
