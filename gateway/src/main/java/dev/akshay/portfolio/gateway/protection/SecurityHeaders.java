package dev.akshay.portfolio.gateway.protection;

import java.util.List;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

import org.springframework.stereotype.Component;

/**
 * The headers that keep browsers safe. They depend on nothing but the scheme of the
 * request, so that they can be kept with a cached response.
 */
@Component
public class SecurityHeaders {

	private static final AsciiString STRICT_TRANSPORT_SECURITY = AsciiString.cached("Strict-Transport-Security");

	private static final AsciiString X_CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");

	private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");

	private static final AsciiString X_POWERED_BY = AsciiString.cached("X-Powered-By");

	private final List<Ready> defaults;

	private final AsciiString strictTransport;

	private final boolean saysStrictTransport;

	SecurityHeaders(SecurityHeaderSettings settings) {
		this.defaults = List.of(Ready.of("Content-Security-Policy", settings.contentSecurityPolicy()),
				Ready.of("Permissions-Policy", settings.permissionsPolicy()),
				Ready.of("Referrer-Policy", settings.referrerPolicy()),
				Ready.of("Cross-Origin-Resource-Policy", settings.crossOriginResourcePolicy()),
				Ready.of("Cross-Origin-Opener-Policy", "same-origin"));
		var seconds = settings.strictTransportSecurity().toSeconds();
		this.strictTransport = new AsciiString("max-age=" + seconds);
		this.saysStrictTransport = seconds > 0;
	}

	/**
	 * Completes the headers of a response: what an origin says itself is kept, what tells
	 * of its software is removed.
	 * @param headers the headers of a response that is about to be sent
	 * @param secure whether the request came over TLS, see {@link ClientAddress#isSecure}
	 */
	public void applyTo(HttpHeaders headers, boolean secure) {
		for (var header : this.defaults) {
			if (!headers.contains(header.name())) {
				headers.add(header.alone());
			}
		}
		headers.set(X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
		if (secure && this.saysStrictTransport) {
			headers.set(STRICT_TRANSPORT_SECURITY, this.strictTransport);
		}
		else {
			headers.remove(STRICT_TRANSPORT_SECURITY);
		}
		headers.remove(HttpHeaderNames.SERVER);
		headers.remove(X_POWERED_BY);
	}

	/**
	 * The same where it is not known what headers there are.
	 * @param headers the headers of a response that is about to be sent
	 * @param secure whether the request came over TLS
	 */
	void applyTo(org.springframework.http.HttpHeaders headers, boolean secure) {
		var completed = DefaultHttpHeadersFactory.headersFactory().newHeaders();
		headers.forEach((name, values) -> completed.add(name, values));
		applyTo(completed, secure);
		headers.clear();
		completed.forEach((header) -> headers.add(header.getKey(), header.getValue()));
	}

	/**
	 * A header that was checked once, as bytes: headers of the same kind take over all of
	 * others without a look, and a policy has hundreds of characters.
	 *
	 * @param name its name
	 * @param alone the header, and no other
	 */
	private record Ready(AsciiString name, HttpHeaders alone) {

		static Ready of(String name, String value) {
			var ready = new AsciiString(name);
			return new Ready(ready,
					DefaultHttpHeadersFactory.headersFactory().newHeaders().add(ready, new AsciiString(value)));
		}

	}

}
