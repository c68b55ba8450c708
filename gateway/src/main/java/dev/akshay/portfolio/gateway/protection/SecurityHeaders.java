package dev.akshay.portfolio.gateway.protection;

import java.util.List;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * The headers that keep browsers safe. They depend on nothing but the scheme of the
 * request, so that they can be kept with a cached response.
 */
@Component
public class SecurityHeaders {

	private static final String STRICT_TRANSPORT_SECURITY = "Strict-Transport-Security";

	private final List<Map.Entry<String, String>> defaults;

	private final long strictTransportSeconds;

	SecurityHeaders(SecurityHeaderSettings settings) {
		this.defaults = List.of(Map.entry("Content-Security-Policy", settings.contentSecurityPolicy()),
				Map.entry("Permissions-Policy", settings.permissionsPolicy()),
				Map.entry("Referrer-Policy", settings.referrerPolicy()),
				Map.entry("Cross-Origin-Resource-Policy", settings.crossOriginResourcePolicy()),
				Map.entry("Cross-Origin-Opener-Policy", "same-origin"));
		this.strictTransportSeconds = settings.strictTransportSecurity().toSeconds();
	}

	/**
	 * Completes the headers of a response: what an origin says itself is kept, what tells
	 * of its software is removed.
	 * @param headers the headers of a response that is about to be sent
	 * @param secure whether the request came over TLS, see {@link ClientAddress#isSecure}
	 */
	public void applyTo(HttpHeaders headers, boolean secure) {
		for (var header : this.defaults) {
			if (!headers.containsHeader(header.getKey())) {
				headers.add(header.getKey(), header.getValue());
			}
		}
		headers.set("X-Content-Type-Options", "nosniff");
		if (secure && this.strictTransportSeconds > 0) {
			headers.set(STRICT_TRANSPORT_SECURITY, "max-age=" + this.strictTransportSeconds);
		}
		else {
			headers.remove(STRICT_TRANSPORT_SECURITY);
		}
		headers.remove(HttpHeaders.SERVER);
		headers.remove("X-Powered-By");
	}

}
