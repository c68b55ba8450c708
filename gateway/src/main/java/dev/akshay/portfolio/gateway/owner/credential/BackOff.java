package dev.akshay.portfolio.gateway.owner.credential;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long everybody waits after wrong passwords, wherever they came from. It never gets
 * long, and passes by itself: what is guarded is worth hours of guessing, not that its
 * owner stays outside.
 */
final class BackOff {

	private static final int FREE = 5;

	private static final Duration FIRST = Duration.ofSeconds(1);

	private static final int MOST_DOUBLINGS = 5;

	private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

	private final Clock clock;

	private int failures;

	private Instant last = Instant.EPOCH;

	BackOff(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Begins a try, which counts as a wrong one until it was right: as many at once are
	 * no way around.
	 * @return how long to wait instead, zero for not at all
	 */
	synchronized Duration begin() {
		var left = left();
		if (left.isZero()) {
			failed();
		}
		return left;
	}

	private Duration left() {
		if (this.failures < FREE) {
			return Duration.ZERO;
		}
		var until = this.last.plus(FIRST.multipliedBy(1L << Math.min(this.failures - FREE, MOST_DOUBLINGS)));
		var left = Duration.between(this.clock.instant(), until);
		return left.isPositive() ? left : Duration.ZERO;
	}

	/** Counts a try of somebody who need not wait. */
	synchronized void failed() {
		var now = this.clock.instant();
		this.failures = (Duration.between(this.last, now).compareTo(FORGOTTEN_AFTER) > 0) ? 1 : this.failures + 1;
		this.last = now;
	}

	synchronized void succeeded() {
		this.failures = 0;
	}

}
