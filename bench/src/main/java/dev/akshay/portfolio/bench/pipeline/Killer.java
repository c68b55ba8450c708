package dev.akshay.portfolio.bench.pipeline;

import java.time.Duration;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.suite.Suite;

/** Makes faults happen. */
public final class Killer {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

	private final Suite suite;

	private final Usage usage;

	private final Recovery recovery;

	/**
	 * Kills processes of a suite.
	 * @param suite the suite
	 * @param usage is told before, as what a process used goes with it
	 * @param recovery is told after
	 */
	public Killer(Suite suite, Usage usage, Recovery recovery) {
		this.suite = suite;
		this.usage = usage;
		this.recovery = recovery;
	}

	/**
	 * Makes a fault happen now. Who is dead already is waited for.
	 * @param fault the fault
	 * @throws InterruptedException if somebody wants this to end
	 */
	public void cause(Fault fault) throws InterruptedException {
		boolean first = true;
		for (String name : fault.names()) {
			if (!first) {
				Thread.sleep(fault.between());
			}
			first = false;
			kill(name);
		}
	}

	private void kill(String name) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		this.usage.look();
		while (!this.suite.kill(name)) {
			if (System.nanoTime() > end) {
				throw new BenchFailure("%s did not come back in %d s".formatted(name, PATIENCE.toSeconds()));
			}
			Thread.sleep(BETWEEN_TRIES);
			this.usage.look();
		}
		this.recovery.killed(name, System.nanoTime());
	}

}
