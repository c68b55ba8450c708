package dev.akshay.portfolio.platform.idempotency;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/** Deletes keys that have expired, a bounded number at a time. */
class ExpiredKeysSweep implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ExpiredKeysSweep.class);

	private final KeptResponses responses;

	private final IdempotencySettings settings;

	private @Nullable Disposable sweeping;

	ExpiredKeysSweep(KeptResponses responses, IdempotencySettings settings) {
		this.responses = responses;
		this.settings = settings;
	}

	@Override
	public synchronized void start() {
		this.sweeping = Flux.interval(Duration.ofSeconds(30), this.settings.sweep())
			.onBackpressureDrop()
			.concatMap((_) -> sweep())
			.subscribe();
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

	private Mono<Void> sweep() {
		return Mono.defer(() -> this.responses.deleteExpired(this.settings.batch()))
			.repeat()
			.takeUntil((deleted) -> deleted < this.settings.batch())
			.then()
			// the next sweep finds the same keys
			.onErrorResume((ex) -> {
				logger.warn("Expired idempotency keys stay a while longer: " + ex);
				return Mono.empty();
			});
	}

}
