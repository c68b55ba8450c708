package dev.akshay.portfolio.observatory.span;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A span as far as anybody may see it.
 *
 * @param traceId the trace it belongs to
 * @param spanId its id
 * @param parentId the span it continues, zero at a root
 * @param service the service it comes from
 * @param instance which process of that service, or {@code null} if it does not say
 * @param name its name
 * @param kind what the process was in it
 * @param start when it began, in nanoseconds since 1970
 * @param end when it ended, likewise
 * @param failed whether it ended badly
 * @param peer who was asked, if the span says
 * @param weight how many requests it stands for; more than one where not all are recorded
 * @param attributes what else it says
 */
public record Recorded(TraceId traceId, long spanId, long parentId, String service, @Nullable String instance,
		String name, SpanKind kind, long start, long end, boolean failed, @Nullable String peer, double weight,
		Map<String, String> attributes) {

	private static final int BYTES = 152;

	private static final int BYTES_PER_ATTRIBUTE = 24;

	/**
	 * How much it takes to keep it. Its words are shared with other spans.
	 * @return a guess, in bytes
	 */
	public int bytes() {
		return BYTES + BYTES_PER_ATTRIBUTE * this.attributes.size();
	}

	/**
	 * How long it took.
	 * @return nanoseconds
	 */
	public long duration() {
		return Math.max(0, this.end - this.start);
	}

	/**
	 * Whether it took as long as somebody watched, which says nothing of how quick we
	 * are.
	 * @return whether the answer was a stream
	 */
	public boolean isStream() {
		return this.attributes.containsKey("portfolio.stream");
	}

	/**
	 * Whether a visitor had broken something for herself.
	 * @return whether what went wrong may have been ordered
	 */
	public boolean isOrdered() {
		return this.attributes.containsKey("portfolio.chaos");
	}

	/**
	 * Its id as others write it.
	 * @return 16 hexadecimal digits
	 */
	public String id() {
		return TraceId.hex(this.spanId);
	}

	/**
	 * The span it continues.
	 * @return 16 hexadecimal digits, or nothing at a root
	 */
	public String parent() {
		return (this.parentId != 0) ? TraceId.hex(this.parentId) : "";
	}

}
