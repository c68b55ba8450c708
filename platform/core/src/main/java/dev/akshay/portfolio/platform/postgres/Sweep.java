package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.function.IntFunction;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/** Deletes rows that have expired, a bounded number at a time. */
public class Sweep implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Sweep.class);

	private static final Duration FIRST = Duration.ofSeconds(30);

	private final String rows;

	private final Duration every;

	private final int batch;

	private final IntFunction<Mono<Long>> delete;

	private @Nullable Disposable sweeping;

	/**
	 * A sweep, to be declared as a bean.
	 * @param rows what is deleted, for the log
	 * @param every how long after the beginning of one sweep the next one begins; those
	 * that fall into a sweep are left out
	 * @param batch how many rows one statement deletes
	 * @param delete deletes that many rows at most, and gives how many it were
	 */
	public Sweep(String rows, Duration every, int batch, IntFunction<Mono<Long>> delete) {
		this.rows = rows;
		this.every = every;
		this.batch = batch;
		this.delete = delete;
	}

	@Override
	public synchronized void start() {
		this.sweeping = Flux.interval(FIRST, this.every).onBackpressureDrop().concatMap((_) -> sweep(), 0).subscribe();
	}

	@Override
	public synchronized void stop() {
		if (this.sweeping != null) {
			this.sweeping.dispose();
			this.sweeping = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.sweeping != null;
	}

	/**
	 * Sweeps once.
	 * @return completes when nothing expired is left, or deleting failed
	 */
	public Mono<Void> sweep() {
		return Mono.defer(() -> this.delete.apply(this.batch))
			.repeat()
			.takeUntil((deleted) -> deleted < this.batch)
			.then()
			// the next sweep finds the same rows
			.onErrorResume((ex) -> {
				logger.warn("%s stay a while longer: %s".formatted(this.rows, ex));
				return Mono.empty();
			});
	}

}
