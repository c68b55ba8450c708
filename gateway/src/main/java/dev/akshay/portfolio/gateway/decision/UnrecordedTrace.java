package dev.akshay.portfolio.gateway.decision;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * The trace of a request that nothing but the door took part in, which showed something
 * that is kept or refused it; it is recorded nowhere.
 */
public final class UnrecordedTrace {

	/** As W3C Trace Context writes it, with ids of its own to be filled in. */
	private static final byte[] TRACE = "00-%32s-%16s-00".formatted("", "").getBytes(StandardCharsets.ISO_8859_1);

	private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

	private static final int TRACE_ID = 3;

	private static final int TRACE_ID_END = 35;

	private UnrecordedTrace() {
	}

	/**
	 * Makes one.
	 * @param traceparent the trace that the client has already, or {@code null}
	 * @return the value of {@code traceresponse}
	 */
	public static AsciiString of(@Nullable String traceparent) {
		var random = ThreadLocalRandom.current();
		var trace = TRACE.clone();
		if (traceparent != null && traceparent.length() >= TRACE_ID_END && traceparent.startsWith("00-")
				&& traceparent.charAt(TRACE_ID_END) == '-' && isHex(traceparent, TRACE_ID, TRACE_ID_END)) {
			System.arraycopy(traceparent.getBytes(StandardCharsets.ISO_8859_1), TRACE_ID, trace, TRACE_ID,
					TRACE_ID_END - TRACE_ID);
		}
		else {
			hex(trace, TRACE_ID, random.nextLong() | 1);
			hex(trace, TRACE_ID + 16, random.nextLong());
		}
		hex(trace, TRACE_ID_END + 1, random.nextLong() | 1);
		return new AsciiString(trace, false);
	}

	private static boolean isHex(String text, int from, int to) {
		for (int at = from; at < to; at++) {
			char digit = text.charAt(at);
			if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
				return false;
			}
		}
		return true;
	}

	private static void hex(byte[] text, int at, long number) {
		for (int digit = 0; digit < 16; digit++) {
			text[at + digit] = HEX[(int) (number >>> (60 - 4 * digit)) & 0xF];
		}
	}

}
