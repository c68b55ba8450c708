package dev.akshay.portfolio.observatory.graph;

import java.util.HashMap;
import java.util.Map;

import dev.akshay.portfolio.observatory.span.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What a process says of itself.
 *
 * @param state how it is
 * @param memoryMiB how much memory it takes, in MiB
 * @param lagMicros how long a task waited for an event loop at most, in microseconds
 * @param uptimeMillis for how long it has been there, in milliseconds; {@code null} if it
 * does not say
 * @param breakers the states of its circuit breakers, by who is asked through them
 */
record Pulse(String state, long memoryMiB, long lagMicros, @Nullable Long uptimeMillis, Map<String, String> breakers) {

	private static final String STATE = "portfolio.pulse";

	private static final String BREAKER = "portfolio.breaker.";

	private static final int MOST_BREAKERS = 100;

	private static final int DIGITS = 15;

	/** The pulse that a span is, or {@code null} if it is none. */
	static @Nullable Pulse of(Recorded span) {
		var state = span.attributes().get(STATE);
		return (state != null) ? new Pulse(state, numberOrZero(span, "portfolio.memory"),
				numberOrZero(span, "portfolio.loop-lag"), number(span, "portfolio.uptime"), breakers(span)) : null;
	}

	private static Map<String, String> breakers(Recorded span) {
		var breakers = new HashMap<String, String>();
		span.attributes().forEach((name, state) -> {
			if (name.startsWith(BREAKER) && breakers.size() < MOST_BREAKERS) {
				breakers.put(name.substring(BREAKER.length()), state);
			}
		});
		return Map.copyOf(breakers);
	}

	private static long numberOrZero(Recorded span, String name) {
		var number = number(span, name);
		return (number != null) ? number : 0;
	}

	private static @Nullable Long number(Recorded span, String name) {
		var text = span.attributes().getOrDefault(name, "");
		return (!text.isEmpty() && text.length() <= DIGITS
				&& text.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) ? Long.valueOf(text) : null;
	}

}
