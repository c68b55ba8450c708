package dev.akshay.portfolio.insights.lab;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One run of a lab, as whoever has its address sees it.
 *
 * @param <R> what comes of it
 * @param run its id
 * @param lab the lab's name
 * @param state how far it is
 * @param ahead how many are worked on before it, while it waits
 * @param report what is known so far
 * @param failure why there is no more of it, if it broke
 * @param queuedAt when it was asked for
 * @param startedAt when it began
 * @param endedAt when it was over
 */
public record LabRun<R>(String run, String lab, State state,
		@Schema(description = "How many are worked on before it, while it waits") @Nullable Integer ahead,
		@Schema(description = "What is known so far") @Nullable R report,
		@Schema(description = "Why there is no more of it, if it broke: this says nothing about the hypothesis") @Nullable String failure,
		Instant queuedAt, @Nullable Instant startedAt, @Nullable Instant endedAt) {

	/** How far a run is. */
	@Schema(name = "LabRunState")
	public enum State {

		/** Others are before it. */
		QUEUED("queued"),
		/** It is going on. */
		RUNNING("running"),
		/** It has a verdict. */
		DONE("done"),
		/** It broke and has none. */
		FAILED("failed");

		private final String text;

		State(String text) {
			this.text = text;
		}

		static State of(String text) {
			for (var state : values()) {
				if (state.text.equals(text)) {
					return state;
				}
			}
			throw new IllegalArgumentException("no run is " + text);
		}

		boolean isFinal() {
			return this == DONE || this == FAILED;
		}

		@Override
		@JsonValue
		public String toString() {
			return this.text;
		}

	}

}
