package dev.akshay.portfolio.bench.report;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What was measured, round by round.
 *
 * @param unit what it counts
 * @param rounds the value of each round
 */
public record Figure(String unit, List<Double> rounds) {

	/**
	 * A figure of several rounds.
	 * @param unit what it counts
	 * @param rounds the value of each round
	 */
	public Figure {
		rounds = List.copyOf(rounds);
	}

	/**
	 * A figure that was taken once.
	 * @param unit what it counts
	 * @param value its value
	 * @return the figure
	 */
	public static Figure once(String unit, double value) {
		return new Figure(unit, List.of(value));
	}

	/**
	 * The middle one of all rounds, or what lies between the two in the middle.
	 * @return the median; not a number without rounds
	 */
	@JsonProperty
	public double median() {
		double[] sorted = sorted();
		int middle = sorted.length / 2;
		if (sorted.length == 0) {
			return Double.NaN;
		}
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	/**
	 * The smallest.
	 * @return the value of that round
	 */
	@JsonProperty
	public double min() {
		double[] sorted = sorted();
		return (sorted.length > 0) ? sorted[0] : Double.NaN;
	}

	/**
	 * The largest.
	 * @return the value of that round
	 */
	@JsonProperty
	public double max() {
		double[] sorted = sorted();
		return (sorted.length > 0) ? sorted[sorted.length - 1] : Double.NaN;
	}

	private double[] sorted() {
		double[] sorted = this.rounds.stream().mapToDouble(Double::doubleValue).toArray();
		Arrays.sort(sorted);
		return sorted;
	}

}
