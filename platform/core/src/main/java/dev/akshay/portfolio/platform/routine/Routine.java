package dev.akshay.portfolio.platform.routine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/**
 * Does the same again and again while the application runs, one round at a time. What
 * fails is left to the next round, and told once until a round succeeds. What takes too
 * long has failed, so that a round that never ends is not the last one.
 */
public abstract class Routine implements SmartLifecycle {

	private final Log logger = LogFactory.getLog(getClass());

	private final String complaint;

	private final Duration first;

	private final Duration every;

	private final Duration limit;

	private final AtomicBoolean failing = new AtomicBoolean();

	private @Nullable Disposable going;

	/**
	 * A routine, to be declared as a bean.
	 * @param complaint what is the matter while it fails, for the log
	 * @param first how long after the start the first round begins
	 * @param every how long after the beginning of one round the next one begins; those
	 * that fall into a round are left out. There are none if it is not positive
	 * @param limit how long a round may take
	 */
	protected Routine(String complaint, Duration first, Duration every, Duration limit) {
		this.complaint = complaint;
		this.first = first;
		this.every = every;
		this.limit = limit;
	}

	/**
	 * What is done in a round. It is cancelled when the limit is over or the application
	 * stops; a transaction runs to its end all the same.
	 * @return completes when it is done
	 */
	protected abstract Mono<?> work();

	/**
	 * Does it once.
	 * @return completes when it is done or has failed, which is told
	 */
	public final Mono<Void> once() {
		return Mono.<Object>defer(this::work)
			.timeout(this.limit)
			.then()
			.doOnSuccess((_) -> succeeded())
			.onErrorResume((failure) -> Mono.fromRunnable(() -> failed(failure)));
	}

	/** From now on the next failure is told. */
	protected final void succeeded() {
		this.failing.set(false);
	}

	/**
	 * Tells of a failure, unless it was told already that it fails.
	 * @param failure what happened
	 */
	protected final void failed(Throwable failure) {
		if (this.failing.compareAndSet(false, true)) {
			this.logger.warn(this.complaint + ": " + failure);
		}
	}

	@Override
	public final synchronized void start() {
		if (this.going == null && this.every.isPositive()) {
			this.going = Flux.interval(this.first, this.every)
				.onBackpressureDrop()
				.concatMap((_) -> once(), 0)
				.subscribe();
		}
	}

	@Override
	public final synchronized void stop() {
		if (this.going != null) {
			this.going.dispose();
			this.going = null;
		}
	}

	@Override
	public final synchronized boolean isRunning() {
		return this.going != null;
	}

}
