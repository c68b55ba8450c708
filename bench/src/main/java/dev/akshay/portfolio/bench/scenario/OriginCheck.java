package dev.akshay.portfolio.bench.scenario;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.peer.Origin;
import dev.akshay.portfolio.bench.process.Server;

/**
 * Looks from behind whether a cache answered by itself, or a proxy passed everything on:
 * the origin counts.
 */
final class OriginCheck implements Rounds.Check {

	private static final Duration SETTLING = Duration.ofMillis(200);

	private final String name;

	private final Server origin;

	private final Expected expected;

	private final Http http = new Http();

	private long before;

	OriginCheck(String name, Server origin, Expected expected) {
		this.name = name;
		this.origin = origin;
		this.expected = expected;
	}

	@Override
	public void begin() {
		// what the last subject left unfinished may still be on its way
		long next = count(this.http, this.origin);
		do {
			this.before = next;
			pause();
			next = count(this.http, this.origin);
		}
		while (next != this.before);
	}

	@Override
	public void end(long requests) {
		long seen = count(this.http, this.origin) - this.before;
		switch (this.expected) {
			case NOTHING -> {
				if (seen > 0) {
					throw new BenchFailure(
							"%s asked the origin %d times, so its answers were no hits".formatted(this.name, seen));
				}
			}
			case EVERYTHING -> {
				if (seen < requests) {
					throw new BenchFailure(
							"%s answered %d requests and passed on %d".formatted(this.name, requests, seen));
				}
			}
		}
	}

	private static void pause() {
		try {
			Thread.sleep(SETTLING);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	static long count(Http http, Server origin) {
		return Long.parseLong(new String(http.get(origin.at(Origin.COUNT)).body(), StandardCharsets.US_ASCII));
	}

	/** What should arrive at the origin. */
	enum Expected {

		NOTHING, EVERYTHING

	}

}
