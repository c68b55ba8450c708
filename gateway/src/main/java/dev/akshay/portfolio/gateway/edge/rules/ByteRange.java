package dev.akshay.portfolio.gateway.edge.rules;

import org.jspecify.annotations.Nullable;

/**
 * A single range of bytes
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2">RFC 9110, 14.1.2</a>).
 *
 * @param first the first byte's position
 * @param last the last byte's position; lower than {@code first} if nothing of the
 * content lies in the range
 */
public record ByteRange(int first, int last) {

	private static final String UNIT = "bytes=";

	private static final int MOST_DIGITS = 18;

	/**
	 * Reads {@code Range}.
	 * @param value the field's value
	 * @param length how long the content is
	 * @return the range, or {@code null} if it is to be ignored: malformed, in another
	 * unit, or several ranges at once
	 */
	public static @Nullable ByteRange of(String value, int length) {
		if (!value.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
			return null;
		}
		var range = value.substring(UNIT.length()).strip();
		int dash = range.indexOf('-');
		if (dash < 0) {
			return null;
		}
		long from = position(range.substring(0, dash));
		long to = position(range.substring(dash + 1));
		if (dash == 0) {
			return (to < 0) ? null : new ByteRange((int) Math.max(0, length - to), length - 1).orNothing(to == 0);
		}
		if (from < 0 || (dash + 1 < range.length() && (to < 0 || to < from))) {
			return null;
		}
		if (from >= length) {
			return new ByteRange(length, length - 1);
		}
		return new ByteRange((int) from, (int) ((to < 0) ? length - 1 : Math.min(to, length - 1)));
	}

	private ByteRange orNothing(boolean nothing) {
		return nothing ? new ByteRange(this.last + 1, this.last) : this;
	}

	private static long position(String digits) {
		if (digits.isEmpty() || !digits.chars().allMatch((digit) -> digit >= '0' && digit <= '9')) {
			return -1;
		}
		return (digits.length() > MOST_DIGITS) ? Long.MAX_VALUE : Long.parseLong(digits);
	}

	public boolean isSatisfiable() {
		return this.first <= this.last;
	}

	public int length() {
		return this.last - this.first + 1;
	}

}
