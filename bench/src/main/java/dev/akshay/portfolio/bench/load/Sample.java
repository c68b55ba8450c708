package dev.akshay.portfolio.bench.load;

/**
 * What one run of wrk tells. Latencies are in microseconds.
 *
 * @param requests how many were answered
 * @param micros how long it ran
 * @param bytes how much was received
 * @param socketErrors connections refused, reset or cut
 * @param statusErrors answers from 400 on
 * @param timeouts requests without an answer in time
 * @param p50 median latency
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max the longest
 */
public record Sample(long requests, long micros, long bytes, long socketErrors, long statusErrors, long timeouts,
		double p50, double p99, double p999, double max) {

	private static final double MICROS_PER_SECOND = 1_000_000;

	/**
	 * How many requests were answered per second.
	 * @return the rate
	 */
	public double perSecond() {
		return this.requests * MICROS_PER_SECOND / this.micros;
	}

	/**
	 * How many requests were not answered as they should be.
	 * @return the number
	 */
	public long failures() {
		return this.socketErrors + this.statusErrors + this.timeouts;
	}

}
