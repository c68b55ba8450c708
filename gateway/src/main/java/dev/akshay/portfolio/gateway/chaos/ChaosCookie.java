package dev.akshay.portfolio.gateway.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import dev.akshay.portfolio.gateway.owner.Secret;
import dev.akshay.portfolio.gateway.protection.ClientAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The cookie by which a visitor who ordered faults is known again. It says a secret and
 * nothing else: what she ordered, and until when, is not hers to say.
 */
public final class ChaosCookie {

	/** Its name. */
	public static final String NAME = "chaos";

	private static final String START = NAME + "=";

	private ChaosCookie() {
	}

	/**
	 * Whether a request may carry it. Most carry no cookie at all.
	 * @param headers the request's headers
	 * @return whether it is worth a closer look
	 */
	public static boolean mayBeIn(HttpHeaders headers) {
		var lines = headers.get(HttpHeaders.COOKIE);
		if (lines != null) {
			for (var line : lines) {
				if (line.contains(START)) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Who shows it.
	 * @param request a request
	 * @return the id of her session, if she has one; {@code null} if she shows nothing
	 * that could be one
	 */
	static @Nullable String sessionOf(ServerHttpRequest request) {
		var cookie = mayBeIn(request.getHeaders()) ? request.getCookies().getFirst(NAME) : null;
		return (cookie != null && Secret.hasForm(cookie.getValue())) ? Secret.fingerprint(cookie.getValue()) : null;
	}

	/** The cookie for somebody who is new, or known and has ordered more. */
	static ResponseCookie of(String secret, Duration life, ServerHttpRequest request) {
		return ResponseCookie.from(NAME, secret)
			.httpOnly(true)
			.secure(ClientAddress.isSecure(request))
			.sameSite("Lax")
			.path("/")
			.maxAge(life)
			.build();
	}

	/** Takes the cookie out of her browser. */
	static ResponseCookie gone(ServerHttpRequest request) {
		return of("", Duration.ZERO, request);
	}

	/**
	 * A header without it, for services: to them it says nothing.
	 * @param cookies the value of a {@code Cookie} header
	 * @return the other cookies, empty if there are none
	 */
	public static String without(String cookies) {
		return Arrays.stream(cookies.split(";", -1))
			.map(String::strip)
			.filter((cookie) -> !cookie.isEmpty() && !cookie.startsWith(START))
			.collect(Collectors.joining("; "));
	}

}
