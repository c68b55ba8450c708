package dev.akshay.portfolio.platform.scenario;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Faults and load in steps, and what is expected of them. Nothing in it reaches anybody
 * but the visitor who makes it: faults are ordered at {@code /api/live/chaos}, and load
 * is reading.
 *
 * @param name its name, which is that of its file
 * @param title what it is about, in a few words
 * @param hypothesis what is expected, in a sentence or two
 * @param paths what is read, in turn
 * @param perSecond how many reads there are a second
 * @param steps what happens, one after the other; nothing is broken in the first
 */
public record Scenario(String name, String title, String hypothesis, List<String> paths, int perSecond,
		List<Step> steps) {

	/**
	 * A scenario.
	 * @param name its name
	 * @param title what it is about
	 * @param hypothesis what is expected
	 * @param paths what is read
	 * @param perSecond how often
	 * @param steps what happens
	 */
	public Scenario {
		paths = List.copyOf(paths);
		steps = List.copyOf(steps);
	}

	/**
	 * How long it takes, without the time that answers take.
	 * @return seconds
	 */
	public int seconds() {
		return this.steps.stream().mapToInt(Step::seconds).sum();
	}

	/**
	 * Some time in which the same is broken all along.
	 *
	 * @param name what it is called
	 * @param says what happens in it, in a sentence
	 * @param seconds how long it is
	 * @param breaks what is broken; nothing else is
	 * @param expects what is expected of the answers to what is read in this step
	 */
	public record Step(String name, String says, int seconds, List<Breakage> breaks, List<Expectation> expects) {

		/**
		 * A step.
		 * @param name what it is called
		 * @param says what happens in it
		 * @param seconds how long it is
		 * @param breaks what is broken
		 * @param expects what is expected
		 */
		public Step {
			breaks = List.copyOf(breaks);
			expects = List.copyOf(expects);
		}

	}

	/**
	 * What is ordered of {@code /api/live/chaos}, but for how long.
	 *
	 * @param service what is broken
	 * @param fault how
	 * @param amount how much of it, where there is a how much
	 * @param probability of which part of the requests
	 */
	public record Breakage(String service, String fault, @Nullable Integer amount, double probability) {
	}

	/**
	 * Something that can be counted or measured, and its bound.
	 *
	 * @param measure what
	 * @param bound the least or the most that is expected of it
	 * @param statuses those that may be answered, where the measure is about them
	 */
	public record Expectation(Measure measure, int bound, List<Integer> statuses) {

		/**
		 * An expectation.
		 * @param measure what is measured
		 * @param bound its bound
		 * @param statuses those that may be answered
		 */
		public Expectation {
			statuses = List.copyOf(statuses);
		}

	}

}
