package dev.akshay.portfolio.platform.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What can be expected of the answers of a step. Each is a number with one good side. */
public enum Measure {

	/** how many of a hundred requests were answered at all */
	ANSWERED(true, "%", 100) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return step.isEmpty() ? Double.NaN : HUNDRED * count(step, Answer::arrived) / step.size();
		}

	},

	/** answers of any other status than those that are listed */
	STATUSES(false, "", 0) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return count(step, (answer) -> answer.arrived() && !statuses.contains(answer.status()));
		}

	},

	/** answers of 500 and above that do not say why, or when to come back */
	DISHONEST(false, "", Bounds.ANSWERS) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return count(step, (answer) -> answer.arrived() && !answer.honest());
		}

	},

	/** answers that the edge had kept, and showed since the service failed */
	STALE(true, "", Bounds.ANSWERS) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return count(step, Answer::stale);
		}

	},

	/** answers that are the fault itself */
	STRUCK(true, "", Bounds.ANSWERS) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return count(step, Answer::struck);
		}

	},

	/** answers that say when to come back, since the service is left alone */
	REFUSED(true, "", Bounds.ANSWERS) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return count(step, Answer::refused);
		}

	},

	/** in what time 99 of 100 answers came, in milliseconds */
	P99(false, "ms", Bounds.MILLIS) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return p99(step);
		}

	},

	/** how much longer that is than in the first step, in milliseconds */
	P99_OVER_CALM(false, "ms", Bounds.MILLIS) {

		@Override
		double of(List<Answer> step, List<Answer> calm, List<Integer> statuses) {
			return p99(step) - p99(calm);
		}

	};

	private static final double HUNDRED = 100;

	private static final double RANK = 0.99;

	private final boolean atLeast;

	private final String unit;

	private final int largest;

	Measure(boolean atLeast, String unit, int largest) {
		this.atLeast = atLeast;
		this.unit = unit;
		this.largest = largest;
	}

	/**
	 * Takes the measure.
	 * @param step the answers of the step that it is about
	 * @param calm those of the first step
	 * @param statuses those that may be answered
	 * @return a number; not a number where there is nothing to measure
	 */
	abstract double of(List<Answer> step, List<Answer> calm, List<Integer> statuses);

	/**
	 * On which side of the bound is good.
	 * @return whether at least so much is expected; at most, otherwise
	 */
	public boolean isAtLeast() {
		return this.atLeast;
	}

	/**
	 * What it counts in.
	 * @return a unit, nothing for numbers of answers
	 */
	public String unit() {
		return this.unit;
	}

	/**
	 * Whether it is about time, which depends on the machine and on who else uses it.
	 * @return whether it is
	 */
	public boolean isTime() {
		return this.unit.equals("ms");
	}

	/**
	 * The largest bound that makes sense.
	 * @return a number
	 */
	int largest() {
		return this.largest;
	}

	/**
	 * The name under which files know it.
	 * @return its name in lower case, with dashes
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Optional<Measure> of(String text) {
		return Arrays.stream(values()).filter((measure) -> measure.text().equals(text)).findFirst();
	}

	private static double count(List<Answer> answers, Predicate<Answer> which) {
		return answers.stream().filter(which).count();
	}

	private static double p99(List<Answer> answers) {
		double[] sorted = answers.stream().filter(Answer::arrived).mapToDouble(Answer::millis).sorted().toArray();
		return (sorted.length == 0) ? Double.NaN : sorted[(int) Math.ceil(RANK * sorted.length) - 1];
	}

}
