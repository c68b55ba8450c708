package dev.akshay.portfolio.website.system;

import java.util.List;

import dev.akshay.portfolio.platform.scenario.Measure;
import dev.akshay.portfolio.platform.scenario.Scenario;
import dev.akshay.portfolio.platform.scenario.Scenario.Breakage;
import dev.akshay.portfolio.platform.scenario.Scenario.Expectation;

/**
 * A scenario as the browser makes it.
 *
 * @param name its name
 * @param paths what is read, in turn
 * @param perSecond how often
 * @param steps what happens
 */
record Tour(String name, List<String> paths, int perSecond, List<Leg> steps) {

	static Tour of(Scenario scenario) {
		return new Tour(scenario.name(), scenario.paths(), scenario.perSecond(),
				scenario.steps().stream().map(Leg::of).toList());
	}

	/**
	 * A step.
	 *
	 * @param name what it is called
	 * @param says what happens in it
	 * @param seconds how long it is
	 * @param breaks what is broken, as it is ordered
	 * @param expects what is expected
	 */
	record Leg(String name, String says, int seconds, List<Breakage> breaks, List<Expected> expects) {

		static Leg of(Scenario.Step step) {
			return new Leg(step.name(), step.says(), step.seconds(), step.breaks(),
					step.expects().stream().map(Expected::of).toList());
		}

	}

	/**
	 * Something expected, and how to write it down.
	 *
	 * @param measure what is measured
	 * @param atLeast on which side of the bound is good
	 * @param bound the bound
	 * @param unit what both count in
	 * @param statuses those that may be answered
	 */
	record Expected(Measure measure, boolean atLeast, int bound, String unit, List<Integer> statuses) {

		static Expected of(Expectation expected) {
			return new Expected(expected.measure(), expected.measure().isAtLeast(), expected.bound(),
					expected.measure().unit(), expected.statuses());
		}

	}

}
