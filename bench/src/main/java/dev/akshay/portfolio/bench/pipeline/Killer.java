package dev.akshay.portfolio.bench.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
	 * Makes a fault happen now; those between whose deaths there is to be no time are
	 * killed at the same time. Who is dead already is waited for.
	 * @param fault the fault
	 * @throws InterruptedException if somebody wants this to end
	 */
	public void cause(Fault fault) throws InterruptedException {
		if (fault.between().isZero()) {
			this.usage.look();
			killAtOnce(fault.names());
			return;
		}
		boolean first = true;
		for (String name : fault.names()) {
			if (!first) {
				Thread.sleep(fault.between());
			}
			first = false;
			this.usage.look();
			kill(name);
		}
	}

	private void killAtOnce(List<String> names) throws InterruptedException {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Boolean>> kills = names.stream().map((name) -> (Callable<Boolean>) () -> kill(name)).toList();
			for (Future<Boolean> kill : threads.invokeAll(kills)) {
				kill.get();
			}
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof BenchFailure failure) ? failure : new BenchFailure("killing failed", ex);
		}
	}

	private boolean kill(String name) throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		long asked = System.nanoTime();
		while (!this.suite.kill(name)) {
			if (System.nanoTime() > end) {
				throw new BenchFailure("%s did not come back in %d s".formatted(name, PATIENCE.toSeconds()));
			}
			Thread.sleep(BETWEEN_TRIES);
			this.usage.look();
			asked = System.nanoTime();
		}
		this.recovery.killed(name, asked, System.nanoTime());
		return true;
	}

}
