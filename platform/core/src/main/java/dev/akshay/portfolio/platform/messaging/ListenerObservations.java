package dev.akshay.portfolio.platform.messaging;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.support.micrometer.KafkaListenerObservation;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/**
 * The observation Spring makes of a listener that gets events one by one, for events that
 * come in batches: each goes on in its own trace.
 */
class ListenerObservations {

	private final ObservationRegistry registry;

	private final String service;

	ListenerObservations(ObservationRegistry registry, String service) {
		this.registry = registry;
		this.service = service;
	}

	Observed of(ConsumerRecord<String, byte[]> event) {
		var context = new KafkaRecordReceiverContext(event, event.topic(), this.service, this.service, () -> null);
		return new Observed(KafkaListenerObservation.LISTENER_OBSERVATION
			.observation(null, DefaultKafkaListenerObservationConvention.INSTANCE, () -> context, this.registry)
			.start());
	}

	/** One event that is being handled, until it succeeds or is said to have failed. */
	record Observed(Observation observation) {

		<T> T in(Supplier<T> action) {
			try (var _ = this.observation.openScope()) {
				return action.get();
			}
		}

		void in(Runnable action) {
			try (var _ = this.observation.openScope()) {
				action.run();
			}
		}

		CompletableFuture<?> until(Supplier<? extends CompletableFuture<?>> action) {
			return in(() -> {
				try {
					return action.get();
				}
				catch (RuntimeException ex) {
					return CompletableFuture.failedFuture(ex);
				}
			}).whenComplete((_, failure) -> {
				if (failure == null) {
					this.observation.stop();
				}
			});
		}

		void failed(Throwable failure) {
			this.observation.error(failure).stop();
		}

	}

}
