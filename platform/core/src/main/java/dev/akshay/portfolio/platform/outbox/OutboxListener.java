package dev.akshay.portfolio.platform.outbox;

import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Is told of events that Kafka has, inside the transaction that takes them out of the
 * outbox.
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

}
