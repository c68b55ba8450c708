package dev.akshay.portfolio.gateway.protection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import reactor.netty.http.server.ConnectionInfo;

/**
 * The first look at every request, once its head has arrived and before anything else
 * sees it. It refuses what is malformed, brings the target into one form, says who really
 * asks, and removes what clients have no say in: headers that claim another sender,
 * another address or another method, or say what only we tell our services, and that
 * nobody asks for by {@code Vary}. Reactor Netty calls it for HTTP/1.1 and HTTP/2 alike;
 * what it throws is answered 400, or 431.
 */
class RequestCheck implements BiFunction<ConnectionInfo, HttpRequest, ConnectionInfo> {

	/** What some server, proxy, framework or service of ours believes. */
	private static final Set<String> NOT_FROM_OUTSIDE = Set.of("baggage", "forwarded", "front-end-https", "proxy",
			"cf-connecting-ip", "client-ip", "fastly-client-ip", "true-client-ip", "x-client-ip", "x-cluster-client-ip",
			"x-host", "x-http-host-override", "x-http-method", "x-http-method-override", "x-method-override",
			"x-original-host", "x-original-method", "x-original-url", "x-originating-ip", "x-real-ip", "x-remote-addr",
			"x-remote-ip", "x-rewrite-url", "x-url-scheme");

	private static final String FORWARDED_PREFIX = "x-forwarded-";

	private static final int MAX_HOST_LENGTH = 255;

	private static final int PORT_DIGITS = 5;

	private static final int MAX_PORT = 0xFFFF;

	private final TrustedProxies proxies;

	private final int maxHeaders;

	RequestCheck(TrustedProxies proxies, int maxHeaders) {
		this.proxies = proxies;
		this.maxHeaders = maxHeaders;
	}

	@Override
	public ConnectionInfo apply(ConnectionInfo connection, HttpRequest request) {
		var headers = request.headers();
		var claims = checkHeaders(request, headers);
		checkTarget(request, headers);
		var resolved = this.proxies.resolve(connection, headers);
		claims.forEach(headers::remove);
		return resolved;
	}

	/** Finds the headers to remove in one pass over all of them. */
	private List<CharSequence> checkHeaders(HttpRequest request, HttpHeaders headers) {
		List<CharSequence> claims = List.of();
		var count = 0;
		var hosts = 0;
		var entries = headers.iteratorCharSequence();
		while (entries.hasNext()) {
			Map.Entry<CharSequence, CharSequence> entry = entries.next();
			var name = entry.getKey();
			count++;
			switch (name.charAt(0) | ' ') {
				case 'h' -> hosts += AsciiString.contentEqualsIgnoreCase(name, HttpHeaderNames.HOST) ? 1 : 0;
				case 'b', 'c', 'f', 'p', 't', 'x' -> {
					if (isClaim(name)) {
						claims = with(claims, name);
					}
				}
				default -> {
				}
			}
		}
		if (count > this.maxHeaders) {
			throw new TooLongHttpHeaderException("more than %d headers".formatted(this.maxHeaders));
		}
		if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
			throw new MalformedRequest("there must be one Host");
		}
		return claims;
	}

	private static List<CharSequence> with(List<CharSequence> claims, CharSequence name) {
		var more = claims.isEmpty() ? new ArrayList<CharSequence>() : claims;
		more.add(name);
		return more;
	}

	private static boolean isClaim(CharSequence name) {
		var lower = name.toString().toLowerCase(Locale.ROOT);
		return lower.startsWith(FORWARDED_PREFIX) || NOT_FROM_OUTSIDE.contains(lower);
	}

	private static void checkTarget(HttpRequest request, HttpHeaders headers) {
		var host = headers.get(HttpHeaderNames.HOST);
		if (host != null) {
			checkHost(host);
		}
		if (request.method().equals(HttpMethod.CONNECT)) {
			// its target is an authority; the method is refused by name later
			request.setUri("/");
			return;
		}
		var target = RequestTarget.normalized(request.uri(), (host != null) ? host : "");
		if (!target.equals(request.uri())) {
			request.setUri(target);
		}
	}

	private static void checkHost(String host) {
		var literal = host.startsWith("[");
		var end = literal ? host.indexOf(']') + 1 : host.indexOf(':');
		var nameEnd = (end >= 0) ? end : host.length();
		if (host.length() > MAX_HOST_LENGTH || !(literal ? isAddress(host, nameEnd) : isName(host, nameEnd))
				|| !isPort(host, nameEnd)) {
			throw new MalformedRequest("Host is no host");
		}
	}

	private static boolean isAddress(String host, int end) {
		return end > 1 && NetUtil.isValidIpV6Address(host.substring(1, end - 1));
	}

	private static boolean isName(String host, int end) {
		for (var i = 0; i < end; i++) {
			var character = host.charAt(i);
			if (!(character >= 'a' && character <= 'z') && !(character >= 'A' && character <= 'Z')
					&& !(character >= '0' && character <= '9') && character != '.' && character != '-'
					&& character != '_') {
				return false;
			}
		}
		return end > 0;
	}

	/** Nothing, or a colon and up to five digits. */
	private static boolean isPort(String host, int start) {
		var digits = host.length() - start - 1;
		if (digits < 0) {
			return true;
		}
		if (host.charAt(start) != ':' || digits == 0 || digits > PORT_DIGITS) {
			return false;
		}
		var port = 0;
		for (var i = start + 1; i < host.length(); i++) {
			var digit = host.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return false;
			}
			port = 10 * port + digit;
		}
		return port <= MAX_PORT;
	}

}
