package dev.akshay.portfolio.bench.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How long it took after each kill until the next message was accepted. */
public final class Recovery {

	private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final List<Kill> open = new ArrayList<>();

	private final Map<String, Integer> kills = new TreeMap<>();

	private final Map<String, List<Double>> millis = new TreeMap<>();

	private volatile boolean waiting;

	/**
	 * Somebody was killed, at a moment that is not known better than this.
	 * @param name who
	 * @param asked when the kill was asked for: what it took is counted from here, and so
	 * never too short
	 * @param done when it was known to have happened: what was sent before may have been
	 * served by who was killed
	 */
	synchronized void killed(String name, long asked, long done) {
		this.open.add(new Kill(name, asked, done));
		this.kills.merge(name, 1, Integer::sum);
		this.waiting = true;
	}

	/**
	 * Somebody was accepted. A request from before a kill says nothing about what came
	 * after it.
	 */
	void accepted(long sent, long now) {
		if (this.waiting) {
			close(sent, now);
		}
	}

	private synchronized void close(long sent, long now) {
		for (Iterator<Kill> kills = this.open.iterator(); kills.hasNext();) {
			Kill kill = kills.next();
			if (kill.done() - sent <= 0) {
				this.millis.computeIfAbsent(kill.name(), (_) -> new ArrayList<>())
					.add((now - kill.asked()) / NANOS_PER_MILLI);
				kills.remove();
			}
		}
		this.waiting = !this.open.isEmpty();
	}

	/**
	 * Whether nobody has been accepted yet since the last kill.
	 * @return whether it is still to be waited for
	 */
	public boolean isAwaited() {
		return this.waiting;
	}

	/**
	 * How often each was killed.
	 * @return counts by name
	 */
	public synchronized Map<String, Integer> kills() {
		return new TreeMap<>(this.kills);
	}

	/**
	 * How long it took from when a kill was asked for until the next message was accepted
	 * that was sent after it.
	 * @param name who was killed
	 * @return milliseconds, one for each kill
	 */
	public synchronized List<Double> millis(String name) {
		return List.copyOf(this.millis.getOrDefault(name, List.of()));
	}

	private record Kill(String name, long asked, long done) {
	}

}
