package dev.akshay.portfolio.platform.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.akshay.portfolio.platform.messaging.EventPublisher;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.propagation.Propagator;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

import org.springframework.core.NestedExceptionUtils;

/**
 * Hands events to Kafka, each in the trace it was stored in: the time between commit and
 * publishing shows there.
 */
class OutboxPublication {

	/** Name of the observation, one per event. */
	static final String OBSERVATION = "portfolio.outbox.relay";

	private final EventPublisher publisher;

	private final ObservationRegistry observations;

	private final Propagator propagator;

	OutboxPublication(EventPublisher publisher, ObservationRegistry observations, Propagator propagator) {
		this.publisher = publisher;
		this.observations = observations;
		this.propagator = propagator;
	}

	/**
	 * Whether Kafka will never take an event, whoever sends it and whenever. That its
	 * broker is away, or refuses this sender, is not of this kind.
	 * @param failure what came of sending it
	 * @return whether the event itself is the reason
	 */
	static boolean isHopeless(Throwable failure) {
		var cause = NestedExceptionUtils.getMostSpecificCause(failure);
		return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
	}

	/** Says why, without a word of what the event carries. */
	static String reasonOf(Throwable failure) {
		var cause = NestedExceptionUtils.getMostSpecificCause(failure);
		var name = cause.getClass().getSimpleName();
		return (cause instanceof RecordTooLargeException) ? name + ": " + cause.getMessage() : name;
	}

	/**
	 * Hands over events. Where one fails at once through no fault of its own, its topic
	 * may be missing or forbidden, and is left out; where that happens to a second topic,
	 * the broker is away, and each of the others would only wait for it as long.
	 * @param entries what to publish, one per key
	 * @return those handed over
	 */
	List<Sending> send(List<OutboxEntry> entries) {
		var sendings = new ArrayList<Sending>(entries.size());
		var refused = new HashSet<String>();
		for (var entry : entries) {
			if (refused.contains(entry.topic())) {
				continue;
			}
			var acknowledgement = send(entry);
			sendings.add(new Sending(entry, acknowledgement));
			if (acknowledgement.isCompletedExceptionally() && !isHopeless(acknowledgement.exceptionNow())) {
				refused.add(entry.topic());
				if (refused.size() > 1) {
					break;
				}
			}
		}
		return sendings;
	}

	private CompletableFuture<Void> send(OutboxEntry entry) {
		var context = new ReceiverContext<Map<String, String>>(Map::get, Kind.PRODUCER);
		context.setCarrier(entry.headers());
		var observation = Observation.createNotStarted(OBSERVATION, () -> context, this.observations)
			.contextualName(entry.topic() + " relay")
			.lowCardinalityKeyValue("messaging.destination.name", entry.topic())
			.highCardinalityKeyValue(KeyValue.of("portfolio.outbox.age_ms", String.valueOf(entry.age().toMillis())))
			.start();
		try (var _ = observation.openScope()) {
			return this.publisher.publish(entry.topic(), entry.key(), withoutTrace(entry), entry.data())
				.whenComplete((_, failure) -> {
					if (failure != null) {
						observation.error(failure);
					}
					observation.stop();
				});
		}
		catch (RuntimeException ex) {
			observation.error(ex);
			observation.stop();
			return CompletableFuture.failedFuture(ex);
		}
	}

	// the record gets the trace context of its own sending
	private Map<String, String> withoutTrace(OutboxEntry entry) {
		var headers = new LinkedHashMap<>(entry.headers());
		this.propagator.fields().forEach(headers::remove);
		return headers;
	}

	@SuppressWarnings("UnusedVariable") // both are read by the relay
	record Sending(OutboxEntry entry, CompletableFuture<Void> acknowledgement) {
	}

}
