package dev.akshay.portfolio.observatory.window;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.akshay.portfolio.observatory.span.Recorded;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A trace as it is told.
 *
 * @param traceId its id
 * @param startedAt when its first span began
 * @param complete whether no more spans are expected
 * @param spans its spans, in the order in which they began
 */
public record ShownTrace(String traceId, Instant startedAt, boolean complete, List<ShownSpan> spans) {

	static ShownTrace of(Trace.Snapshot trace) {
		var spans = trace.spans().stream().sorted(Comparator.comparingLong(Recorded::start)).toList();
		long start = spans.getFirst().start();
		return new ShownTrace(trace.id().toString(), Instant.ofEpochSecond(0, start), trace.closed(),
				spans.stream().map((span) -> ShownSpan.of(span, start)).toList());
	}

	/**
	 * How far the trace had come, to ask {@link Window#grown} for more by.
	 * @return a number that is greater whenever there is more
	 */
	public int stage() {
		return Trace.stage(this.complete, this.spans.size());
	}

	/**
	 * A span as it is told.
	 *
	 * @param service the service it comes from
	 * @param name its name
	 * @param kind what the service was in it
	 * @param spanId its id
	 * @param parentId the span it continues, empty at a root
	 * @param startNanos when it began, counted from the beginning of the trace: as many
	 * nanoseconds since 1970 are no number that JavaScript can read
	 * @param endNanos when it ended, likewise
	 * @param failed whether it ended badly
	 * @param attributes what else may be told of it
	 */
	public record ShownSpan(@Schema(example = "gateway") String service, @Schema(example = "http get") String name,
			@Schema(example = "server") String kind, String spanId, String parentId, long startNanos, long endNanos,
			boolean failed, Map<String, String> attributes) {

		private static ShownSpan of(Recorded span, long start) {
			var attributes = new TreeMap<>(span.attributes());
			if (span.peer() != null) {
				attributes.put("peer.service", span.peer());
			}
			return new ShownSpan(span.service(), span.name(), span.kind().name().toLowerCase(Locale.ROOT), span.id(),
					span.parent(), span.start() - start, span.end() - start, span.failed(), attributes);
		}

	}

}
