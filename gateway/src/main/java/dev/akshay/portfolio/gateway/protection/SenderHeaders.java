package dev.akshay.portfolio.gateway.protection;

import java.util.function.BiConsumer;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Tells services who asks, how, and for which host. What clients said about it is gone by
 * now.
 */
public final class SenderHeaders {

	private static final String HOST = "X-Forwarded-Host";

	private SenderHeaders() {
	}

	/**
	 * Tells about a request.
	 * @param request the request of a client
	 * @param headers takes name and value of each header
	 */
	public static void tell(ServerHttpRequest request, BiConsumer<String, String> headers) {
		ClientAddress.of(request).ifPresent((client) -> headers.accept(TrustedProxies.FOR, client.toString()));
		headers.accept(TrustedProxies.PROTO, request.getURI().getScheme());
		var host = request.getHeaders().getFirst(HttpHeaders.HOST);
		if (host != null) {
			headers.accept(HOST, host);
		}
	}

}
