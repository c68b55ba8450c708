package dev.akshay.portfolio.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether a target is reached.
 *
 * @param target what is to be reached
 * @param measured what came out
 * @param bound what was asked for
 * @param direction on which side of the bound is good
 * @param unit what both count
 * @param remark what must be known to read it, or why it could not be measured; may be
 * empty
 */
public record Verdict(String target, double measured, double bound, Direction direction, String unit, String remark) {

	/**
	 * A target that should not be exceeded.
	 * @param target what is to be reached
	 * @param measured what came out
	 * @param bound the most that is good
	 * @param unit what both count
	 * @return the verdict
	 */
	public static Verdict atMost(String target, double measured, double bound, String unit) {
		return new Verdict(target, measured, bound, Direction.AT_MOST, unit, "");
	}

	/**
	 * A target that should be reached or exceeded.
	 * @param target what is to be reached
	 * @param measured what came out
	 * @param bound the least that is good
	 * @param unit what both count
	 * @return the verdict
	 */
	public static Verdict atLeast(String target, double measured, double bound, String unit) {
		return new Verdict(target, measured, bound, Direction.AT_LEAST, unit, "");
	}

	/**
	 * The same with a remark.
	 * @param text the remark
	 * @return the verdict
	 */
	public Verdict remark(String text) {
		return new Verdict(this.target, this.measured, this.bound, this.direction, this.unit, text);
	}

	/**
	 * Whether it is reached; what was not measured is not.
	 * @return whether it is
	 */
	@JsonProperty
	public boolean met() {
		return switch (this.direction) {
			case AT_MOST -> this.measured <= this.bound;
			case AT_LEAST -> this.measured >= this.bound;
		};
	}

	/** On which side of a bound is good. */
	public enum Direction {

		/** not above it */
		AT_MOST("≤"),
		/** not below it */
		AT_LEAST("≥");

		private final String sign;

		Direction(String sign) {
			this.sign = sign;
		}

		String sign() {
			return this.sign;
		}

	}

}
