package dev.akshay.portfolio.bench.scenario;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/**
 * What the edge says of itself (<a href="https://www.rfc-editor.org/rfc/rfc9211">RFC
 * 9211</a>).
 */
final class CacheStatus {

	static final String HIT = "hit";

	static final String FORWARDED = "fwd=";

	private CacheStatus() {
	}

	/** A measurement of hits that were none would be worth nothing. */
	static void require(HttpResponse<?> response, String expected) {
		String status = of(response);
		if (!says(status, expected)) {
			throw new BenchFailure("%s should be answered with '%s', and Cache-Status is '%s'".formatted(response.uri(),
					expected, status));
		}
	}

	static boolean says(String status, String expected) {
		return Pattern.compile(";\\s*" + Pattern.quote(expected) + "(?=[;,\\s]|$|(?<==))").matcher(status).find();
	}

	private static String of(HttpResponse<?> response) {
		return String.join(", ", response.headers().allValues("Cache-Status"));
	}

}
