package dev.akshay.portfolio.observatory.window;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import dev.akshay.portfolio.observatory.span.Recorded;
import dev.akshay.portfolio.observatory.span.TraceId;
import org.jspecify.annotations.Nullable;

/** The spans of one trace that have come so far. */
final class Trace {

	private static final int MOST_SPANS = 500;

	private static final int BYTES = 200;

	private final TraceId id;

	private final double factor;

	private final long since;

	private final List<Recorded> spans = new ArrayList<>(4);

	private long touched;

	private int bytes = BYTES;

	private int learned;

	private boolean closed;

	private boolean wanted;

	/**
	 * A trace that begins.
	 * @param id its id
	 * @param factor of how many traces this one was chosen
	 * @param now milliseconds since 1970
	 */
	Trace(TraceId id, double factor, long now) {
		this.id = id;
		this.factor = factor;
		this.since = now;
		this.touched = now;
	}

	/**
	 * Adds a span, unless it is there already or there are too many.
	 * @return by how many bytes the trace has grown
	 */
	int add(Recorded span, long now) {
		this.touched = now;
		if (this.spans.size() >= MOST_SPANS || find(span.spanId()) != null) {
			return 0;
		}
		this.spans.add(span);
		this.bytes += span.bytes();
		return span.bytes();
	}

	private @Nullable Recorded find(long spanId) {
		for (var span : this.spans) {
			if (span.spanId() == spanId) {
				return span;
			}
		}
		return null;
	}

	/** Shows the graph what it has not seen of this trace. */
	void teach(ServiceGraph graph) {
		for (; this.learned < this.spans.size(); this.learned++) {
			graph.learn(this.spans.get(this.learned), this::find, this.factor);
		}
		this.closed = true;
	}

	boolean isDue(long now, long quietMillis, long longestMillis) {
		return now - this.touched >= quietMillis || now - this.since >= longestMillis;
	}

	/** Whoever passes a stream on takes as long as it does, and need not say so. */
	boolean isWorthLookingAt(long slowNanos) {
		var stream = this.spans.stream().anyMatch(Recorded::isStream);
		return this.spans.stream().anyMatch((span) -> span.failed() || (!stream && span.duration() >= slowNanos));
	}

	/** Somebody asked for it. */
	void want() {
		this.wanted = true;
	}

	boolean isWanted() {
		return this.wanted;
	}

	TraceId id() {
		return this.id;
	}

	int bytes() {
		return this.bytes;
	}

	boolean isClosed() {
		return this.closed;
	}

	List<Recorded> spans() {
		return List.copyOf(this.spans);
	}

	/**
	 * How far it has come, a number that is greater whenever there is more to show.
	 * @return at least one, as no trace is without spans
	 */
	int stage() {
		return stage(this.closed, this.spans.size());
	}

	/** The same of a trace of which no more than this is known. */
	static int stage(boolean closed, int spans) {
		return closed ? MOST_SPANS + spans : spans;
	}

	/** What is there of it now, to be looked at by others. */
	Snapshot snapshot() {
		return new Snapshot(this.id, this.closed, spans());
	}

	/**
	 * A trace as it was at a moment.
	 *
	 * @param id its id
	 * @param closed whether no more spans are expected
	 * @param spans its spans, as they came
	 */
	record Snapshot(TraceId id, boolean closed, List<Recorded> spans) {
	}

}
