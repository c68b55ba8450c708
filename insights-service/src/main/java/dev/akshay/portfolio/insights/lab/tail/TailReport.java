package dev.akshay.portfolio.insights.lab.tail;

import java.util.List;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run. Times are milliseconds.
 *
 * @param fanouts how many fan-outs there will be of each kind
 * @param leaves how many calls each of them makes
 * @param budgetPercent how many calls more hedging may make
 * @param done how many fan-outs there were of each kind
 * @param hedgeAfter when a call is made a second time: the p95 of those that are not
 * @param bounds the upper bounds of the histograms' buckets
 * @param plain without hedging
 * @param hedged with hedging
 * @param claims the hypothesis, part by part, at the end
 * @param verdict whether it held, at the end
 */
record TailReport(int fanouts, int leaves, int budgetPercent, int done,
		@Schema(description = "When a call is made a second time, in milliseconds") double hedgeAfter,
		@Schema(description = "Upper bounds of the histograms' buckets, in milliseconds") List<Integer> bounds,
		Leg plain, Leg hedged, List<Claim> claims, @Nullable Verdict verdict) {

	/**
	 * One half of the experiment.
	 *
	 * @param leaf how long a call took, as far as its caller knows
	 * @param most how long it took until 95 % of a fan-out's calls were answered
	 * @param all how long it took until all of them were
	 * @param leafCounts how many calls fell into each bucket
	 * @param allCounts how many fan-outs did
	 * @param slowPercent how many fan-outs waited for a call from the tail
	 * @param calls how many calls were necessary
	 * @param hedges how many more were made
	 * @param won how many of those answered first
	 */
	@Schema(name = "TailLeg")
	record Leg(Percentiles leaf, Percentiles most, Percentiles all, List<Long> leafCounts, List<Long> allCounts,
			@Schema(description = "How many fan-outs waited for a call from the tail") double slowPercent, long calls,
			long hedges, long won) {
	}

	/**
	 * Percentiles, as far as there are enough values to speak of them.
	 *
	 * @param p50 half of the values are not above it
	 * @param p95 95 in 100, from twenty values on
	 * @param p99 99 in 100, from a hundred on
	 * @param p999 999 in 1,000, from a thousand on
	 */
	@Schema(name = "TailPercentiles", description = "Milliseconds, as far as there are enough values")
	record Percentiles(@Nullable Double p50, @Nullable Double p95, @Nullable Double p99, @Nullable Double p999) {

		private static final double MICROS_PER_MILLI = 1000;

		static Percentiles of(Histogram micros) {
			return new Percentiles(at(micros, 50, 1), at(micros, 95, 20), at(micros, 99, 100), at(micros, 99.9, 1000));
		}

		private static @Nullable Double at(Histogram micros, double percentile, long enough) {
			return (micros.getTotalCount() >= enough) ? micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI
					: null;
		}

	}

}
