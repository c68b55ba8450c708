package dev.akshay.portfolio.insights.lab.tail;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a leaf takes to answer: about 10 ms as a rule, and a hundred to four hundred
 * for one answer in a hundred. Each answer draws anew, which is what a second server at
 * the same moment would do.
 */
final class LeafDelays {

	/** An answer that takes as long is of the tail. */
	static final Duration TAIL = Duration.ofMillis(100);

	private static final double TAIL_SHARE = 0.01;

	private static final double TAIL_MILLIS = 100;

	private static final double LONGEST_MILLIS = 400;

	private static final double HEAVINESS = 1.5;

	private static final double MEDIAN_MILLIS = 10;

	private static final double LONGEST_MILLIS_AS_A_RULE = 50;

	private static final double SPREAD = 0.25;

	private static final double NANOS_PER_MILLI = 1_000_000;

	private LeafDelays() {
	}

	/** A lognormal body with a Pareto tail, cut off. */
	static Duration draw(RandomGenerator random) {
		var millis = (random.nextDouble() < TAIL_SHARE)
				? Math.min(TAIL_MILLIS * Math.pow(1 - random.nextDouble(), -1 / HEAVINESS), LONGEST_MILLIS)
				: Math.min(MEDIAN_MILLIS * Math.exp(SPREAD * random.nextGaussian()), LONGEST_MILLIS_AS_A_RULE);
		return Duration.ofNanos((long) (millis * NANOS_PER_MILLI));
	}

}
