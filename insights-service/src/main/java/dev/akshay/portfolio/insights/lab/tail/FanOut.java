package dev.akshay.portfolio.insights.lab.tail;

import java.util.List;

/**
 * One request that needs the answers of all leaves.
 *
 * @param hedged whether its calls were hedged
 * @param leaves its calls, in the order in which they were answered
 */
record FanOut(boolean hedged, List<Leaf> leaves) {

	private static final double MOST = 0.95;

	/** How long 95 % of its calls took together, in microseconds. */
	long mostMicros() {
		return this.leaves.get((int) Math.ceil(MOST * this.leaves.size()) - 1).arrivedMicros();
	}

	/** How long all of them took. */
	long allMicros() {
		return this.leaves.getLast().arrivedMicros();
	}

	/**
	 * One call.
	 *
	 * @param micros how long it took, whoever answered
	 * @param arrivedMicros how long after the beginning of the fan-out it was answered
	 * @param won whether the second call was faster
	 */
	record Leaf(long micros, long arrivedMicros, boolean won) {
	}

}
