package dev.akshay.portfolio.contact.receipt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How far a message has come. It only ever gets further, but for one that Kafka did not
 * take: put back by somebody, it goes on from where it was parked.
 *
 * @param id cannot be guessed: it is all a visitor needs to see this, and tells nothing
 * of the message
 * @param messageId the message it belongs to
 * @param traceId the trace of the request that left the message
 * @param receivedAt when it was left
 * @param publishedAt when Kafka had it
 * @param deliveredAt when the mail server had it
 * @param parkedAt when it was given up for the time being
 */
public record Receipt(String id, UUID messageId, @Nullable String traceId, Instant receivedAt,
		@Nullable Instant publishedAt, @Nullable Instant deliveredAt, @Nullable Instant parkedAt) {

	/** The last step so far. */
	public Status status() {
		return steps().getLast().status();
	}

	boolean isComplete() {
		return this.deliveredAt != null || this.parkedAt != null;
	}

	List<Step> steps() {
		var steps = new ArrayList<Step>(3);
		steps.add(new Step(Status.RECEIVED, this.receivedAt));
		if (this.publishedAt != null) {
			steps.add(new Step(Status.PUBLISHED, this.publishedAt));
		}
		if (this.deliveredAt != null) {
			steps.add(new Step(Status.DELIVERED, this.deliveredAt));
		}
		else if (this.parkedAt != null) {
			steps.add(new Step(Status.PARKED, this.parkedAt));
		}
		return List.copyOf(steps);
	}

	record Step(Status status, Instant at) {
	}

	/** What can be said of a message. */
	public enum Status {

		/** It is stored. */
		RECEIVED,
		/** Kafka has it. */
		PUBLISHED,
		/** The mail server has it. */
		DELIVERED,
		/** It could not be delivered and waits for the owner. */
		PARKED;

		@Override
		@JsonValue
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
