package dev.akshay.portfolio.platform.deadline;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The moment at which whoever asked stops waiting. It travels as what is left of it,
 * because clocks differ between machines.
 *
 * @param nanoTime the moment, as {@link System#nanoTime()} counts
 */
public record Deadline(long nanoTime) {

	/**
	 * The request header that tells how much is left: whole milliseconds, in digits. What
	 * is not that is ignored.
	 */
	public static final String HEADER = "Request-Timeout-Ms";

	private static final long NANOS_PER_MILLI = 1_000_000;

	// eleven days; more digits are no time that anybody waits
	private static final int MOST_DIGITS = 9;

	/**
	 * A deadline that begins to run now.
	 * @param left how long until it has passed
	 * @return the deadline
	 */
	public static Deadline in(Duration left) {
		return new Deadline(System.nanoTime() + left.toNanos());
	}

	/**
	 * Reads the header's value.
	 * @param header what a request says, or {@code null} if it says nothing
	 * @return the deadline, or {@code null} if there is none
	 */
	public static @Nullable Deadline parse(@Nullable String header) {
		if (header == null || header.isEmpty() || header.length() > MOST_DIGITS) {
			return null;
		}
		long millis = 0;
		for (int i = 0; i < header.length(); i++) {
			var digit = header.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return null;
			}
			millis = millis * 10 + digit;
		}
		return new Deadline(System.nanoTime() + millis * NANOS_PER_MILLI);
	}

	/**
	 * The deadline of the work that is being subscribed to.
	 * @param context the subscriber's context
	 * @return the deadline, or {@code null} if nobody set one
	 */
	public static @Nullable Deadline from(ContextView context) {
		return context.getOrDefault(Deadline.class, null);
	}

	/**
	 * Puts this deadline where {@link #from} finds it.
	 * @param context a subscriber's context
	 * @return the context with this deadline
	 */
	public Context putInto(Context context) {
		return context.put(Deadline.class, this);
	}

	/**
	 * What is left.
	 * @return the time until it has passed, zero or less from then on
	 */
	public Duration left() {
		return Duration.ofNanos(this.nanoTime - System.nanoTime());
	}

	/**
	 * What is left, as the header tells it.
	 * @param nanos a time in nanoseconds
	 * @return whole milliseconds, at least one
	 */
	public static String headerValue(long nanos) {
		return Long.toString(Math.max(1, nanos / NANOS_PER_MILLI));
	}

}
