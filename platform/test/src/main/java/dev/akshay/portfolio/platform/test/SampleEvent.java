package dev.akshay.portfolio.platform.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.ClassPathResource;

/**
 * An event as its producer sends it, kept in {@code events/} by the producer for the
 * tests of its consumers.
 *
 * @param topic where it is sent to
 * @param key the record's key
 * @param headers the record's headers
 * @param data the record's value
 */
public record SampleEvent(String topic, String key, Map<String, String> headers, JsonNode data) {

	private static final JsonMapper JSON = JsonMapper.shared();

	/**
	 * Reads a sample.
	 * @param name its type without the suite's prefix, such as
	 * {@code message-received.v1}
	 * @return the event
	 */
	public static SampleEvent of(String name) {
		try (var file = new ClassPathResource("events/" + name + ".json").getInputStream()) {
			return JSON.readValue(file, SampleEvent.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("there is no sample of " + name, ex);
		}
	}

	/**
	 * The same for another aggregate.
	 * @param otherKey the aggregate's id
	 * @param eventId the event's id
	 * @return the event
	 */
	public SampleEvent about(String otherKey, String eventId) {
		return new SampleEvent(this.topic, otherKey, this.headers, this.data).withHeader("ce_subject", otherKey)
			.withHeader("ce_id", eventId)
			.with("messageId", otherKey);
	}

	/**
	 * The same with one header changed.
	 * @param name the header's name
	 * @param value its value, or {@code null} to leave it out
	 * @return the event
	 */
	public SampleEvent withHeader(String name, @Nullable String value) {
		var changed = new LinkedHashMap<>(this.headers);
		changed.remove(name);
		if (value != null) {
			changed.put(name, value);
		}
		return new SampleEvent(this.topic, this.key, changed, this.data);
	}

	/**
	 * The same with one field of the data changed.
	 * @param field the field's name
	 * @param value its value, or {@code null} to leave it out
	 * @return the event
	 */
	public SampleEvent with(String field, @Nullable String value) {
		var changed = (ObjectNode) this.data.deepCopy();
		if (value != null) {
			changed.put(field, value);
		}
		else {
			changed.remove(field);
		}
		return new SampleEvent(this.topic, this.key, this.headers, changed);
	}

	/**
	 * The event as a producer sends it.
	 * @return the record
	 */
	public ProducerRecord<String, byte[]> toSend() {
		var sent = new ProducerRecord<>(this.topic, this.key, JSON.writeValueAsBytes(this.data));
		this.headers.forEach((name, value) -> sent.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		return sent;
	}

	/**
	 * The event as a consumer gets it.
	 * @return the record
	 */
	public ConsumerRecord<String, byte[]> received() {
		var received = new ConsumerRecord<>(this.topic, 0, 0L, this.key, JSON.writeValueAsBytes(this.data));
		this.headers.forEach((name, value) -> received.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
		return received;
	}

}
