package dev.akshay.portfolio.insights.lab.tail;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds how many calls hedging adds to those that are necessary. */
final class HedgeBudget {

	private static final int PERCENT = 100;

	private final int percent;

	private final AtomicLong calls = new AtomicLong();

	private final AtomicLong hedges = new AtomicLong();

	HedgeBudget(int percent) {
		this.percent = percent;
	}

	/** A call that is necessary is made. */
	void earn() {
		this.calls.incrementAndGet();
	}

	/**
	 * Wants one call more.
	 * @return whether it may be made; then it counts
	 */
	boolean spend() {
		var most = this.calls.get() * this.percent / PERCENT;
		return this.hedges.getAndUpdate((made) -> (made < most) ? made + 1 : made) < most;
	}

	long calls() {
		return this.calls.get();
	}

	long hedges() {
		return this.hedges.get();
	}

}
