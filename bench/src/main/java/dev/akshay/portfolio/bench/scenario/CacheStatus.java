package dev.akshay.portfolio.bench.scenario;

import java.net.http.HttpResponse;

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
		if (!status.contains("; " + expected) && !status.contains(";" + expected)) {
			throw new BenchFailure("%s should be answered with '%s', and Cache-Status is '%s'".formatted(response.uri(),
					expected, status));
		}
	}

	static boolean isHit(HttpResponse<?> response) {
		return of(response).matches(".*; *hit\\b.*");
	}

	private static String of(HttpResponse<?> response) {
		return String.join(", ", response.headers().allValues("Cache-Status"));
	}

}
