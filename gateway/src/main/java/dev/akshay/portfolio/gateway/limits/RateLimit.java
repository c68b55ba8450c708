package dev.akshay.portfolio.gateway.limits;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

/**
 * A token bucket for each client, in the form of the generic cell rate algorithm
 * (<a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371</a>): one number per client,
 * the time at which its bucket would be full again. Clients that have not come for so
 * long that it is full are forgotten.
 */
class RateLimit {

	private final String name;

	private final String policy;

	private final long interval;

	private final long tolerance;

	private final Ticker clock;

	private final Cache<Long, AtomicLong> fullAt;

	/**
	 * Makes a limit.
	 * @param name its name, as it is told to clients
	 * @param permits how many permits come back within the time
	 * @param per the time
	 * @param burst how many permits there are at most
	 * @param maxClients how many clients are remembered
	 * @param clock nanoseconds
	 */
	RateLimit(String name, int permits, Duration per, int burst, long maxClients, Ticker clock) {
		this.name = name;
		this.policy = "\"%s\";q=%d;w=%d".formatted(name, permits, per.toSeconds());
		this.interval = per.toNanos() / permits;
		this.tolerance = this.interval * burst;
		this.clock = clock;
		this.fullAt = Caffeine.newBuilder()
			.maximumSize(maxClients)
			.expireAfterAccess(Duration.ofNanos(this.tolerance))
			.ticker(clock)
			.executor(Runnable::run)
			.build();
	}

	String name() {
		return this.name;
	}

	/** The value of {@code RateLimit-Policy}. */
	String policy() {
		return this.policy;
	}

	/**
	 * Takes a permit.
	 * @param client whose
	 * @return whether there was one, and how many are left
	 */
	Permit take(long client) {
		var now = this.clock.read();
		var full = this.fullAt.get(client, (_) -> new AtomicLong(now));
		while (true) {
			var before = full.get();
			var after = Math.max(before - now, 0) + this.interval;
			if (after > this.tolerance) {
				return new Permit(false, 0, seconds(after - this.tolerance));
			}
			if (full.compareAndSet(before, now + after)) {
				return new Permit(true, (this.tolerance - after) / this.interval,
						seconds((after - 1) % this.interval + 1));
			}
		}
	}

	/** How many clients are remembered. */
	long clients() {
		this.fullAt.cleanUp();
		return this.fullAt.estimatedSize();
	}

	/** Rounded up: who waits that long does not wait in vain. */
	private static long seconds(long nanos) {
		return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
	}

	/**
	 * What a client has.
	 *
	 * @param granted whether it may go on
	 * @param remaining how many permits are left
	 * @param nextInSeconds when there will be one more
	 */
	record Permit(boolean granted, long remaining, long nextInSeconds) {
	}

}
