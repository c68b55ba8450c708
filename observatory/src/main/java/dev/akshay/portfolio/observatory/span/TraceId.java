package dev.akshay.portfolio.observatory.span;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Names a trace (<a href="https://www.w3.org/TR/trace-context/#trace-id">W3C Trace
 * Context</a>).
 *
 * @param high the first eight of its bytes
 * @param low the other eight
 */
public record TraceId(long high, long low) {

	private static final int BYTES = 16;

	private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

	private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-.*");

	/**
	 * Reads an id.
	 * @param text 32 hexadecimal digits
	 * @return the id, or {@code null} if the text is none
	 */
	public static @Nullable TraceId parse(String text) {
		if (!HEX.matcher(text).matches()) {
			return null;
		}
		return known(Long.parseUnsignedLong(text, 0, BYTES, 16), Long.parseUnsignedLong(text, BYTES, 2 * BYTES, 16));
	}

	/**
	 * Reads an id.
	 * @param traceparent the value of a header {@code traceparent}
	 * @return the id, or {@code null} if the text is none
	 */
	public static @Nullable TraceId ofTraceParent(String traceparent) {
		var matcher = TRACE_PARENT.matcher(traceparent);
		return matcher.matches() ? parse(matcher.group(1)) : null;
	}

	static @Nullable TraceId of(ByteBuffer bytes) {
		return (bytes.remaining() == BYTES) ? known(bytes.getLong(), bytes.getLong()) : null;
	}

	private static @Nullable TraceId known(long high, long low) {
		return (high == 0 && low == 0) ? null : new TraceId(high, low);
	}

	/**
	 * Where the id lies among all ids, the same for everybody who asks: who keeps a share
	 * of all traces keeps those below it.
	 * @return from 0 to 1
	 */
	public double position() {
		// W3C promises chance for the last seven bytes
		return (double) (this.low & 0xFF_FFFF_FFFF_FFFFL) / (1L << 56);
	}

	@Override
	public String toString() {
		return hex(this.high) + hex(this.low);
	}

	static String hex(long id) {
		var digits = Long.toHexString(id);
		return "0".repeat(BYTES - digits.length()) + digits;
	}

}
