package dev.akshay.portfolio.bench.load;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Latencies, all of them kept, so that a percentile is one that was measured. */
public final class Latencies {

	private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

	private static final int SMALLEST = 1_024;

	private long[] nanos = new long[SMALLEST];

	private int count;

	/**
	 * Takes one latency.
	 * @param nanoseconds how long it took
	 */
	public synchronized void add(long nanoseconds) {
		if (this.count == this.nanos.length) {
			this.nanos = Arrays.copyOf(this.nanos, 2 * this.count);
		}
		this.nanos[this.count++] = nanoseconds;
	}

	/**
	 * How many were taken.
	 * @return the number
	 */
	public synchronized int count() {
		return this.count;
	}

	/**
	 * The smallest latency that is not exceeded by a share of all (nearest rank).
	 * @param percent the share, above 0 and up to 100
	 * @return microseconds; not a number if there are none
	 */
	public double micros(double percent) {
		long[] sorted = taken();
		Arrays.sort(sorted);
		return sorted.length == 0 ? Double.NaN : nearestRank(sorted, percent) / NANOS_PER_MICRO;
	}

	private synchronized long[] taken() {
		return Arrays.copyOf(this.nanos, this.count);
	}

	private static long nearestRank(long[] sorted, double percent) {
		// a little less, since 99.9 % of 1000 is more than 999 in binary
		int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
		return sorted[Math.max(1, Math.min(rank, sorted.length)) - 1];
	}

	@Override
	public String toString() {
		return Arrays.toString(new double[] { micros(50), micros(99), micros(99.9) });
	}

}
