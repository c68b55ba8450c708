package dev.akshay.portfolio.platform.outbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink.OverflowStrategy;

/**
 * Wakes the relays of this process when an event has committed here. It rings in memory:
 * PostgreSQL lets one transaction at a time commit that notifies, and wakes all replicas
 * for what one of them does.
 */
class OutboxBell {

	private static final String RING = "ring";

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	/** Wakes whoever listens. */
	void ring() {
		this.listeners.forEach(Runnable::run);
	}

	/**
	 * Hears it ring.
	 * @return each ring from now on, the latest of those that came while the one before
	 * kept somebody busy; never ends
	 */
	Flux<String> rings() {
		return Flux.create((sink) -> {
			Runnable listener = () -> sink.next(RING);
			this.listeners.add(listener);
			sink.onDispose(() -> this.listeners.remove(listener));
		}, OverflowStrategy.LATEST);
	}

}
