package dev.akshay.portfolio.insights.lab;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One part of a hypothesis, held against what was seen.
 *
 * @param name what it is about
 * @param relation how what was seen has to stand to what was expected
 * @param expected the expectation
 * @param observed what was seen
 * @param holds whether it is as it was expected
 */
@Schema(name = "LabClaim")
public record Claim(@Schema(description = "What it is about") String name,
		@Schema(description = "How what was observed has to stand to what was expected") Relation relation,
		double expected, double observed, boolean holds) {

	/**
	 * Exactly as many are expected.
	 * @param name what it is about
	 * @param expected how many
	 * @param observed how many there were
	 * @return the claim, judged
	 */
	public static Claim equal(String name, long expected, long observed) {
		return new Claim(name, Relation.EQUAL, (double) expected, (double) observed, expected == observed);
	}

	/**
	 * No more than so much is expected.
	 * @param name what it is about
	 * @param limit how much
	 * @param observed how much it was
	 * @return the claim, judged; what is no number does not hold
	 */
	public static Claim atMost(String name, double limit, double observed) {
		return new Claim(name, Relation.AT_MOST, limit, observed, observed <= limit);
	}

	/** How two numbers stand to each other. */
	public enum Relation {

		/** What was seen is what was expected. */
		EQUAL("equal"),
		/** What was seen is no more than was expected. */
		AT_MOST("at-most");

		private final String text;

		Relation(String text) {
			this.text = text;
		}

		@Override
		@JsonValue
		public String toString() {
			return this.text;
		}

	}

}
