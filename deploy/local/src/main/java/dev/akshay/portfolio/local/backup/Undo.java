package dev.akshay.portfolio.local.backup;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.akshay.portfolio.local.failure.Failure;

/** What is put right at the end, also if Ctrl-C is that end. */
final class Undo implements AutoCloseable {

	private final Deque<Runnable> steps = new ArrayDeque<>();

	private final Thread hook = new Thread(this::takeSteps);

	private boolean begun;

	Undo() {
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	/**
	 * Adds a step, which is taken before those that were added before. Once things were
	 * put right nothing more may happen that would need it: the step is taken at once.
	 * @throws Failure if it is too late
	 */
	synchronized void later(Runnable step) {
		if (this.begun) {
			step.run();
		}
		requireNotBegun();
		this.steps.push(step);
	}

	/** Nothing that was made after things were put right is whole. */
	synchronized void requireNotBegun() {
		if (this.begun) {
			throw new Failure("interrupted");
		}
	}

	private synchronized void takeSteps() {
		this.begun = true;
		Failure first = null;
		while (!this.steps.isEmpty()) {
			try {
				this.steps.pop().run();
			}
			catch (Failure failure) {
				first = (first != null) ? first : failure;
			}
		}
		if (first != null) {
			throw first;
		}
	}

	@Override
	public void close() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			// Ctrl-C: the hook is at work
		}
		takeSteps();
	}

}
