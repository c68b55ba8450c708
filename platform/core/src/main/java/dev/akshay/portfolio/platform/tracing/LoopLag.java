package dev.akshay.portfolio.platform.tracing;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How long a task waits until an event loop takes it. Whatever blocks a loop, or keeps it
 * busy, shows here, and every request on that loop waits as long.
 */
final class LoopLag {

	private final Supplier<? extends Iterable<? extends Executor>> loops;

	private final LongSupplier nanoTime;

	private final AtomicLong worst = new AtomicLong();

	/**
	 * Looks at event loops.
	 * @param loops knows the loops
	 * @param nanoTime tells the time
	 */
	LoopLag(Supplier<? extends Iterable<? extends Executor>> loops, LongSupplier nanoTime) {
		this.loops = loops;
		this.nanoTime = nanoTime;
	}

	/** Gives each loop a task. One that is stuck takes it when it is free again. */
	void look() {
		for (var loop : this.loops.get()) {
			long given = this.nanoTime.getAsLong();
			loop.execute(() -> this.worst.accumulateAndGet(this.nanoTime.getAsLong() - given, Math::max));
		}
	}

	/**
	 * The longest wait since this was asked last.
	 * @return nanoseconds
	 */
	long worst() {
		return this.worst.getAndSet(0);
	}

}
