package dev.akshay.portfolio.platform.messaging;

import java.time.Clock;
import java.time.Duration;

import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Makes consumers, all alike but for their topic and what they do. */
public class EventConsumers {

	private final String service;

	private final ConsumerRetry retry;

	private final TopicSettings topics;

	private final KafkaTemplate<String, byte[]> kafka;

	private final Parking parking;

	private final ListenerObservations observations;

	private final Clock clock;

	private final Duration limit;

	private final ConcurrentKafkaListenerContainerFactory<String, byte[]> containers;

	EventConsumers(String service, ConsumerRetry retry, TopicSettings topics, KafkaTemplate<String, byte[]> kafka,
			Parking parking, ListenerObservations observations, Clock clock, Duration limit,
			ConcurrentKafkaListenerContainerFactory<String, byte[]> containers) {
		this.service = service;
		this.retry = retry;
		this.topics = topics;
		this.kafka = kafka;
		this.parking = parking;
		this.observations = observations;
		this.clock = clock;
		this.limit = limit;
		this.containers = containers;
	}

	/**
	 * A consumer as a bean, with as many threads as a topic has partitions by default.
	 * @param topic what to consume
	 * @param handler what to do with it
	 * @return the consumer, in the service's own group
	 */
	public EventConsumer of(String topic, EventHandler handler) {
		this.parking.expect(topic);
		return new EventConsumer(this.service, topic, handler, this.retry, this.topics, this.kafka, this.parking,
				this.observations, this.clock, this.limit, this.containers);
	}

}
