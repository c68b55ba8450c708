package dev.akshay.portfolio.platform.editing;

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
 * Publishes what is due, and after a start what became due in the meantime. Replicas do
 * not have to know of each other: each item is published by whoever locks it first.
 */
class ScheduledPublishing implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ScheduledPublishing.class);

	private final Editing<?> editing;

	private final Duration every;

	private final AtomicBoolean failing = new AtomicBoolean();

	private @Nullable Disposable looking;

	ScheduledPublishing(Editing<?> editing, EditingSettings settings) {
		this.editing = editing;
		this.every = settings.schedule();
	}

	/**
	 * Publishes what is due now.
	 * @return completes when nothing is due any more, or what is cannot be published
	 */
	Mono<Void> publish() {
		return this.editing.publishDue()
			.concatMap((due) -> due.doOnNext((slug) -> logger.info("Published %s as scheduled".formatted(slug)))
				.doOnSuccess((_) -> this.failing.set(false))
				.onErrorResume(this::later))
			.then()
			.onErrorResume(this::later);
	}

	@Override
	public synchronized void start() {
		this.looking = Flux.interval(Duration.ZERO, this.every)
			.onBackpressureDrop()
			.concatMap((_) -> publish(), 1)
			.subscribe();
	}

	@Override
	public synchronized void stop() {
		if (this.looking != null) {
			this.looking.dispose();
			this.looking = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.looking != null;
	}

	/** It stays due, and the next look finds it again. */
	private <R> Mono<R> later(Throwable failure) {
		return Mono.fromRunnable(() -> {
			if (this.failing.compareAndSet(false, true)) {
				logger.warn("What is due cannot be published at the moment, trying again: " + failure);
			}
		});
	}

}
