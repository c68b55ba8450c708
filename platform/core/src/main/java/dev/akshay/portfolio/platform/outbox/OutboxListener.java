package dev.akshay.portfolio.platform.outbox;

import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Is told of events that Kafka has, or will never have, inside the transaction that takes
 * them out of the outbox.
 */
@FunctionalInterface
public interface OutboxListener {

	/**
	 * Kafka has acknowledged events. It may have done so before: after a crash they are
	 * published once more, and told once more.
	 * @param events what is published
	 * @return completes when the listener has recorded what it wants to
	 */
	Mono<Void> published(List<OutboxEntry> events);

	/**
	 * Kafka will never take an event as it is. It is put aside for somebody who looks
	 * after it and may put it back, after which it may be published all the same, or
	 * parked once more.
	 * @param event what is parked
	 * @param reason why, without a word of what the event carries
	 * @return completes when the listener has recorded what it wants to, which by default
	 * is nothing
	 */
	default Mono<Void> parked(OutboxEntry event, String reason) {
		return Mono.empty();
	}

}
