package dev.akshay.portfolio.gateway.edge;

import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * A fetch that several requests wait for. It ends when the last of them is gone.
 */
final class Flight {

	private static final Outcome UNSHARED = new Outcome.Unshared();

	private final Flux<Outcome> outcomes;

	private final AtomicBoolean begun = new AtomicBoolean();

	/**
	 * Prepares a flight.
	 * @param fetch the fetch
	 * @param run runs it
	 * @param whenUnshared what to do as soon as it is clear that the answer is for one
	 * client only
	 */
	Flight(Fetch fetch, Mono<Outcome> run, Runnable whenUnshared) {
		this.outcomes = Flux.<Outcome>create((sink) -> {
			// who comes when it is over asks for itself
			if (!this.begun.compareAndSet(false, true)) {
				sink.next(UNSHARED).complete();
				return;
			}
			fetch.onUnshared(() -> {
				whenUnshared.run();
				sink.next(UNSHARED);
			});
			sink.onDispose(run.contextWrite(sink.contextView()).subscribe(sink::next, sink::error, sink::complete));
		}, FluxSink.OverflowStrategy.LATEST).replay(1).refCount();
	}

	/**
	 * For the client whose request it is: ends with the fetch, and with whatever was sent
	 * to it.
	 */
	Mono<Outcome> led() {
		return this.outcomes.last(UNSHARED);
	}

	/** For others: ends as soon as it is clear whether they can use the answer. */
	Mono<Outcome> followed() {
		return this.outcomes.next().defaultIfEmpty(UNSHARED);
	}

}
