package dev.akshay.portfolio.platform.outbox;

import java.util.Collection;
import java.util.List;

import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import dev.akshay.portfolio.platform.tracing.CurrentSpan;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** Stores events inside the caller's transaction, so that both commit or neither does. */
public class Outbox {

	private final DatabaseClient database;

	private final OutboxHeaders headers;

	private final EventFormat format;

	private final Tracer tracer;

	private final Propagator propagator;

	/** One for all rows, so that those of one statement ring once. */
	private final Runnable ring;

	Outbox(DatabaseClient database, OutboxHeaders headers, EventFormat format, Tracer tracer, Propagator propagator,
			OutboxBell bell) {
		this.database = database;
		this.headers = headers;
		this.format = format;
		this.tracer = tracer;
		this.propagator = propagator;
		this.ring = bell::ring;
	}

	/**
	 * Stores an event; the relay publishes it a moment after the commit. Events of one
	 * aggregate keep their order as long as their transactions follow one another, which
	 * they do where each changes the aggregate's row.
	 * @param topic where to
	 * @param event what happened, in the current trace
	 * @return completes when it is stored
	 */
	public Mono<Void> publish(String topic, CloudEvent<?> event) {
		return row(topic, event).flatMap((row) -> NewRow.add(this.database, List.of(row)));
	}

	/**
	 * Looks for events that Kafka does not have yet.
	 * @param topic where to
	 * @param keys the aggregates in question
	 * @return those of them of which an event is stored, in no order
	 */
	public Flux<String> waiting(String topic, Collection<String> keys) {
		return this.database.sql("select distinct key from outbox where topic = :topic and key = any(:keys)")
			.bind("topic", topic)
			.bind("keys", keys.toArray(String[]::new))
			.mapValue(String.class)
			.all();
	}

	/**
	 * An event as a row, for whoever adds others together with it. Once it is there, it
	 * is published like any other.
	 * @param topic where to
	 * @param event what happened, in the current trace
	 * @return the row, which is not stored yet
	 */
	public Mono<NewRow> row(String topic, CloudEvent<?> event) {
		return Mono.deferContextual((context) -> {
			var sent = this.format.headersOf(event);
			var own = CurrentSpan.of(context);
			var span = (own != null) ? own : this.tracer.currentSpan();
			if (span != null) {
				this.propagator.inject(span.context(), sent, (_, name, value) -> sent.put(name, value));
			}
			return Mono.just(NewRow
				.in("outbox", Column.of("topic", topic), Column.of("key", event.subject()),
						Column.of("headers", this.headers.write(sent)), Column.of("data", this.format.dataOf(event)))
				.telling(this.ring));
		});
	}

}
