package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.function.IntFunction;

import dev.akshay.portfolio.platform.routine.Routine;
import reactor.core.publisher.Mono;

/** Deletes rows that have expired, a bounded number at a time. */
public class Sweep extends Routine {

	private static final Duration FIRST = Duration.ofSeconds(30);

	/** What is not deleted by then is found by the next sweep. */
	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final int batch;

	private final IntFunction<Mono<Long>> delete;

	/**
	 * A sweep, to be declared as a bean.
	 * @param rows what is deleted, for the log
	 * @param every how long after the beginning of one sweep the next one begins; those
	 * that fall into a sweep are left out
	 * @param batch how many rows one statement deletes
	 * @param delete deletes that many rows at most, and gives how many it were
	 */
	public Sweep(String rows, Duration every, int batch, IntFunction<Mono<Long>> delete) {
		super(rows + " stay a while longer", FIRST, every, LIMIT);
		this.batch = batch;
		this.delete = delete;
	}

	@Override
	protected Mono<?> work() {
		return Mono.defer(() -> this.delete.apply(this.batch))
			.repeat()
			.takeUntil((deleted) -> deleted < this.batch)
			.then();
	}

}
