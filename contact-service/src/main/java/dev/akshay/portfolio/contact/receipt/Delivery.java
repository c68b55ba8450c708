package dev.akshay.portfolio.contact.receipt;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The whole way of a message, as the owner sees it: with every time it was given up, and
 * why.
 *
 * @param receipt the receipt that its sender has
 * @param traceId the trace of the request that left it
 * @param steps what happened, the oldest first
 */
public record Delivery(@Schema(description = "The receipt that its sender has") String receipt,
		@Schema(description = "The trace of the message's whole way") @Nullable String traceId,
		@Schema(description = "What happened so far, the oldest first") List<Step> steps) {

	static @Nullable Delivery of(List<Row> rows) {
		if (rows.isEmpty()) {
			return null;
		}
		var first = rows.getFirst();
		return new Delivery(first.receipt(), first.traceId(),
				rows.stream()
					.map(Row::step)
					.sorted(Comparator.comparing(Step::at).thenComparing(Step::event))
					.toList());
	}

	/**
	 * Something that happened.
	 *
	 * @param event what
	 * @param at when
	 * @param reason why, if it was given up
	 */
	@Schema(name = "DeliveryStep")
	public record Step(Event event, Instant at, @Nullable String reason) {
	}

	record Row(String receipt, @Nullable String traceId, Step step) {
	}

	/** What can happen, in the order in which it happens. */
	public enum Event {

		/** It was stored. */
		RECEIVED,
		/** Kafka had it. */
		PUBLISHED,
		/** It could not be delivered. */
		PARKED,
		/** The owner gave it another try. */
		REDRIVEN,
		/** The mail server had it. */
		DELIVERED;

		static Event of(String name) {
			return valueOf(name.toUpperCase(Locale.ROOT));
		}

		@Override
		@JsonValue
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
