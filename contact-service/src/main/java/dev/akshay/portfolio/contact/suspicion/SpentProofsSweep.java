package dev.akshay.portfolio.contact.suspicion;

import java.time.Clock;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Deletes spent proofs that have expired, a bounded number at a time. */
@Component
class SpentProofsSweep implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(SpentProofsSweep.class);

	/** A replica whose clock is behind may take a proof for valid a little longer. */
	private static final Duration GRACE = Duration.ofMinutes(5);

	private final SpentProofs proofs;

	private final SuspicionSettings settings;

	private final Clock clock;

	private @Nullable Disposable sweeping;

	SpentProofsSweep(SpentProofs proofs, SuspicionSettings settings, Clock clock) {
		this.proofs = proofs;
		this.settings = settings;
		this.clock = clock;
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

	Mono<Void> sweep() {
		return Mono.defer(() -> this.proofs.deleteExpired(this.clock.instant().minus(GRACE), this.settings.batch()))
			.repeat()
			.takeUntil((deleted) -> deleted < this.settings.batch())
			.then()
			// the next sweep finds the same proofs
			.onErrorResume((ex) -> {
				logger.warn("Spent proofs stay a while longer: " + ex);
				return Mono.empty();
			});
	}

}
