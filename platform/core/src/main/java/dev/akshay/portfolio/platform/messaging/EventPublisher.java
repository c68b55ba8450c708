package dev.akshay.portfolio.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.producer.ProducerRecord;

import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends events to Kafka. Sent means that every replica in sync has the event. Whoever
 * needs it to commit together with other data uses an outbox instead.
 */
public class EventPublisher {

	private final KafkaTemplate<String, byte[]> kafka;

	private final EventFormat format;

	EventPublisher(KafkaTemplate<String, byte[]> kafka, EventFormat format) {
		this.kafka = kafka;
		this.format = format;
	}

	/**
	 * Sends an event; its subject is the key. May block while the broker is unknown, so
	 * not for event loops.
	 * @param topic where to
	 * @param event what happened
	 * @return completes when the broker has acknowledged it
	 */
	public CompletableFuture<Void> publish(String topic, CloudEvent<?> event) {
		return publish(topic, event.subject(), this.format.headersOf(event), this.format.dataOf(event));
	}

	/**
	 * Sends what has become of an event already. Blocks as above.
	 * @param topic where to
	 * @param key keeps the order among records with the same
	 * @param headers the event's attributes
	 * @param data the event's data
	 * @return completes when the broker has acknowledged it
	 */
	public CompletableFuture<Void> publish(String topic, String key, Map<String, String> headers, byte[] data) {
		var event = new ProducerRecord<>(topic, key, data);
		headers.forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		return this.kafka.send(event).thenApply((_) -> null);
	}

}
