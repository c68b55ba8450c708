package dev.akshay.portfolio.platform.tracing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a task waits until an event loop takes it. Whatever blocks a loop, or keeps it
 * busy, shows here, and every request on that loop waits as long.
 */
final class LoopLag {

	/** Longer than anybody leaves between two looks at metrics, usually. */
	private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

	private final Supplier<? extends Iterable<? extends Executor>> loops;

	private final LongSupplier nanoTime;

	private final AtomicLong worst = new AtomicLong();

	/** When a loop was given the task that it has not taken yet. */
	private final Map<Executor, Long> waiting = new ConcurrentHashMap<>();

	private final AtomicLong recent = new AtomicLong();

	private volatile long before;

	private volatile boolean looked;

	private long since;

	/**
	 * Looks at event loops.
	 * @param loops knows the loops
	 * @param nanoTime tells the time
	 */
	LoopLag(Supplier<? extends Iterable<? extends Executor>> loops, LongSupplier nanoTime) {
		this.loops = loops;
		this.nanoTime = nanoTime;
	}

	/**
	 * Gives each loop a task. One that is stuck takes it when it is free again, and gets
	 * no other before.
	 */
	void look() {
		long now = this.nanoTime.getAsLong();
		if (!this.looked || now - this.since >= REMEMBERED) {
			this.before = this.recent.getAndSet(0);
			this.since = now;
			this.looked = true;
		}
		for (var loop : this.loops.get()) {
			long given = this.nanoTime.getAsLong();
			if (this.waiting.putIfAbsent(loop, given) == null) {
				give(loop, given);
			}
		}
	}

	private void give(Executor loop, long given) {
		try {
			loop.execute(() -> {
				this.waiting.remove(loop);
				took(this.nanoTime.getAsLong() - given);
			});
		}
		// it is being shut down
		catch (RejectedExecutionException _) {
			this.waiting.remove(loop);
		}
	}

	private void took(long nanos) {
		this.worst.accumulateAndGet(nanos, Math::max);
		this.recent.accumulateAndGet(nanos, Math::max);
	}

	/**
	 * The longest wait since this was asked last.
	 * @return nanoseconds
	 */
	long worst() {
		return this.worst.getAndSet(0);
	}

	/**
	 * The longest wait of half a minute to a minute, one that is not over among them. It
	 * may be asked by anybody, as often as they like.
	 * @return nanoseconds; no number if nobody looks
	 */
	double recent() {
		if (!this.looked) {
			return Double.NaN;
		}
		long now = this.nanoTime.getAsLong();
		long open = this.waiting.values().stream().mapToLong((given) -> now - given).max().orElse(0);
		return Math.max(open, Math.max(this.before, this.recent.get()));
	}

}
