package dev.akshay.portfolio.gateway.owner;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/** The cookie by which a browser shows that the owner is logged in. */
public final class SessionCookie {

	/** Its name. */
	public static final String NAME = "studio-session";

	private static final String START = NAME + "=";

	private static final int LENGTH = 43;

	private SessionCookie() {
	}

	/**
	 * Whether a request carries something that looks like it. Who sent it may still be
	 * anybody.
	 * @param headers the request's headers
	 * @return whether there is one of the right form
	 */
	public static boolean isIn(HttpHeaders headers) {
		return valueIn(headers) != null;
	}

	/**
	 * What the cookie says.
	 * @param headers a request's headers
	 * @return its value, {@code null} if there is none of the right form
	 */
	public static @Nullable String valueIn(HttpHeaders headers) {
		var lines = headers.get(HttpHeaders.COOKIE);
		if (lines == null) {
			return null;
		}
		for (var line : lines) {
			for (int at = line.indexOf(START); at >= 0; at = line.indexOf(START, at + 1)) {
				var value = valueAt(line, at);
				if (value != null) {
					return value;
				}
			}
		}
		return null;
	}

	private static @Nullable String valueAt(String line, int at) {
		if (at > 0 && line.charAt(at - 1) != ' ' && line.charAt(at - 1) != ';') {
			return null;
		}
		int start = at + START.length();
		int end = line.indexOf(';', start);
		var value = line.substring(start, (end < 0) ? line.length() : end).strip();
		return (value.length() == LENGTH && value.chars().allMatch(SessionCookie::isAllowed)) ? value : null;
	}

	private static boolean isAllowed(int letter) {
		return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')
				|| letter == '-' || letter == '_';
	}

	/**
	 * Takes the cookie out, whatever it says, and leaves all others.
	 * @param headers a request's headers, which are changed
	 */
	public static void removeFrom(HttpHeaders headers) {
		var lines = headers.get(HttpHeaders.COOKIE);
		if (lines == null) {
			return;
		}
		var left = new ArrayList<String>();
		for (var line : lines) {
			var cookies = List.of(line.split(";", -1))
				.stream()
				.map(String::strip)
				.filter((cookie) -> !cookie.startsWith(START) && !cookie.isEmpty())
				.toList();
			if (!cookies.isEmpty()) {
				left.add(String.join("; ", cookies));
			}
		}
		headers.remove(HttpHeaders.COOKIE);
		if (!left.isEmpty()) {
			headers.addAll(HttpHeaders.COOKIE, left);
		}
	}

}
