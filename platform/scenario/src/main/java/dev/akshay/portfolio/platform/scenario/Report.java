package dev.akshay.portfolio.platform.scenario;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.platform.scenario.Scenario.Expectation;
import dev.akshay.portfolio.platform.scenario.Scenario.Step;

/**
 * What came of a scenario.
 *
 * @param scenario which one it is
 * @param outcomes what came of each of its steps
 */
public record Report(Scenario scenario, List<Outcome> outcomes) {

	/**
	 * Judges what was answered.
	 * @param scenario what was made
	 * @param answers the answers of each step, in the order of the steps
	 * @return what came of it
	 */
	static Report of(Scenario scenario, List<List<Answer>> answers) {
		List<Outcome> outcomes = new ArrayList<>();
		for (Step step : scenario.steps()) {
			List<Answer> own = answers.get(outcomes.size());
			outcomes.add(new Outcome(step, List.copyOf(own),
					step.expects().stream().map((expected) -> claim(expected, own, answers.getFirst())).toList()));
		}
		return new Report(scenario, outcomes);
	}

	private static Claim claim(Expectation expected, List<Answer> step, List<Answer> calm) {
		double observed = expected.measure().of(step, calm, expected.statuses());
		// what is not a number is on neither side
		boolean holds = expected.measure().isAtLeast() ? observed >= expected.bound() : observed <= expected.bound();
		return new Claim(expected, observed, holds);
	}

	/**
	 * Whether all that was expected was so.
	 * @return whether the hypothesis held, this time
	 */
	public boolean holds() {
		return this.outcomes.stream().flatMap((outcome) -> outcome.claims().stream()).allMatch(Claim::holds);
	}

	/**
	 * What came of a step.
	 *
	 * @param step the step
	 * @param answers what was answered to all that was asked in it
	 * @param claims what was expected, and whether it was so
	 */
	public record Outcome(Step step, List<Answer> answers, List<Claim> claims) {
	}

	/**
	 * What was expected of a step, and what was seen.
	 *
	 * @param expected what was expected
	 * @param observed what was seen; not a number if there was nothing to see
	 * @param holds whether it was so
	 */
	public record Claim(Expectation expected, double observed, boolean holds) {
	}

}
