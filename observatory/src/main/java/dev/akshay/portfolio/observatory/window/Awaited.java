package dev.akshay.portfolio.observatory.window;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.akshay.portfolio.observatory.span.TraceId;

/**
 * Traces that somebody asked for before anything of them came: so many, and each for a
 * limited time. Those that nobody asked for again go first.
 */
final class Awaited {

	private final int most;

	private final long longestMillis;

	/** When each was asked for last, in that order. */
	private final Map<TraceId, Long> askedAt = new LinkedHashMap<>();

	/**
	 * Remembers traces.
	 * @param most how many at a time
	 * @param longestMillis for how many milliseconds after somebody asked for one
	 */
	Awaited(int most, long longestMillis) {
		this.most = most;
		this.longestMillis = longestMillis;
	}

	/** Somebody asks for a trace, perhaps again. */
	void add(TraceId id, long now) {
		this.askedAt.remove(id);
		this.askedAt.put(id, now);
		var oldest = this.askedAt.values().iterator();
		while (oldest.hasNext() && (isOver(oldest.next(), now) || this.askedAt.size() > this.most)) {
			oldest.remove();
		}
	}

	/** Whether somebody asked for it a short time ago. */
	boolean contains(TraceId id, long now) {
		var at = this.askedAt.get(id);
		return at != null && !isOver(at, now);
	}

	/** It has come, or nobody waits for it any more. */
	void remove(TraceId id) {
		this.askedAt.remove(id);
	}

	int size() {
		return this.askedAt.size();
	}

	private boolean isOver(long askedAt, long now) {
		return now - askedAt > this.longestMillis;
	}

}
