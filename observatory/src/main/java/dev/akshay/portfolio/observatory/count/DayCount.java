package dev.akshay.portfolio.observatory.count;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Counts since midnight (UTC), or since this process began, whichever is later. May be
 * used by several threads.
 */
public final class DayCount {

	private final Clock clock;

	private Instant since;

	private double total;

	/**
	 * A count that begins now.
	 * @param clock tells the day
	 */
	public DayCount(Clock clock) {
		this.clock = clock;
		this.since = clock.instant();
	}

	/**
	 * Adds to it.
	 * @param weight how much
	 */
	public synchronized void add(double weight) {
		turn();
		this.total += weight;
	}

	/**
	 * How much there was today.
	 * @return the sum, to the next whole number
	 */
	public synchronized long total() {
		turn();
		return Math.round(this.total);
	}

	/**
	 * When it began.
	 * @return the last midnight, or a later time
	 */
	public synchronized Instant since() {
		turn();
		return this.since;
	}

	private void turn() {
		var midnight = this.clock.instant().truncatedTo(ChronoUnit.DAYS);
		if (this.since.isBefore(midnight)) {
			this.since = midnight;
			this.total = 0;
		}
	}

}
