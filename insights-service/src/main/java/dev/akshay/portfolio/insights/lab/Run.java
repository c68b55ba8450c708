package dev.akshay.portfolio.insights.lab;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A run as it is kept.
 *
 * @param id its id
 * @param lab the lab's name
 * @param state how far it is
 * @param ahead how many unfinished ones are older
 * @param told how often something of it has changed
 * @param report what is known so far, as JSON
 * @param failure why it broke, if it did
 * @param queuedAt when it was asked for
 * @param startedAt when it began
 * @param endedAt when it was over
 */
record Run(String id, String lab, LabRun.State state, int ahead, int told, @Nullable String report,
		@Nullable String failure, Instant queuedAt, @Nullable Instant startedAt, @Nullable Instant endedAt) {

	/** Whether there is nothing in it that the other does not say. */
	boolean saysTheSameAs(Run other) {
		return this.told == other.told && this.ahead == other.ahead;
	}

	/**
	 * A run whose turn it is.
	 *
	 * @param id its id
	 * @param lab the lab's name
	 * @param choice what was chosen, as JSON
	 */
	record Due(String id, String lab, String choice) {
	}

	/**
	 * How a run ended.
	 *
	 * @param state done or failed
	 * @param failure why it failed, a sentence for whoever started it
	 */
	record Ending(LabRun.State state, @Nullable String failure) {

		static final Ending DONE = new Ending(LabRun.State.DONE, null);

		static Ending failed(String why) {
			return new Ending(LabRun.State.FAILED, why);
		}

	}

}
