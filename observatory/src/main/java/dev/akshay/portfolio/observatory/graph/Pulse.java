package dev.akshay.portfolio.observatory.graph;

import dev.akshay.portfolio.observatory.span.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What a process says of itself.
 *
 * @param state how it is
 * @param memoryMiB how much memory it takes, in MiB
 * @param lagMicros how long a task waited for an event loop at most, in microseconds
 */
record Pulse(String state, long memoryMiB, long lagMicros) {

	private static final String STATE = "portfolio.pulse";

	private static final int DIGITS = 15;

	/** The pulse that a span is, or {@code null} if it is none. */
	static @Nullable Pulse of(Recorded span) {
		var state = span.attributes().get(STATE);
		return (state != null) ? new Pulse(state, number(span, "portfolio.memory"), number(span, "portfolio.loop-lag"))
				: null;
	}

	private static long number(Recorded span, String name) {
		var text = span.attributes().getOrDefault(name, "");
		return (!text.isEmpty() && text.length() <= DIGITS
				&& text.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) ? Long.parseLong(text) : 0;
	}

}
