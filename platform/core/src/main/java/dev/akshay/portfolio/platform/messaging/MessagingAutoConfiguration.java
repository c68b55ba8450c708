package dev.akshay.portfolio.platform.messaging;

import java.time.Clock;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.RetryListener;

/** Events over Kafka, where Spring for Apache Kafka is there. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@ConditionalOnClass({ KafkaTemplate.class, KafkaAutoConfiguration.class, ProducerRecord.class })
@ConditionalOnBean(KafkaTemplate.class)
@EnableConfigurationProperties({ TopicSettings.class, ConsumerRetry.class })
class MessagingAutoConfiguration {

	private static final int BATCHES_PER_INTERVAL = 10;

	private static final Log logger = LogFactory.getLog(MessagingAutoConfiguration.class);

	@Bean
	EventFormat eventFormat(JsonMapper json) {
		return new EventFormat(json);
	}

	@Bean
	EventPublisher eventPublisher(KafkaTemplate<String, byte[]> kafka, EventFormat format) {
		return new EventPublisher(kafka, format);
	}

	@Bean
	DeadLetters deadLetters(KafkaTemplate<String, byte[]> kafka, @Value("${spring.application.name}") String service,
			ObjectProvider<Clock> clock, ObjectProvider<MeterRegistry> meters) {
		return new DeadLetters(kafka, service, clock.getIfAvailable(Clock::systemUTC),
				meters.getIfAvailable(CompositeMeterRegistry::new));
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	DeadLettersEndpoint deadLettersEndpoint(ConsumerFactory<String, byte[]> consumers,
			KafkaTemplate<String, byte[]> kafka, @Value("${spring.application.name}") String service) {
		return new DeadLettersEndpoint(DeadLetterShelf.of(service, consumers, kafka));
	}

	@Bean
	TopicCreation topicCreation(KafkaAdmin admin) {
		return new TopicCreation(admin);
	}

	@Bean
	Parking parking(DeadLetters deadLetters, ObjectProvider<ParkingListener> listeners) {
		return new Parking(deadLetters, listeners.orderedStream().toList());
	}

	@Bean
	EventConsumers eventConsumers(@Value("${spring.application.name}") String service, ConsumerRetry retry,
			TopicSettings topics, KafkaTemplate<String, byte[]> kafka, Parking parking,
			ObjectProvider<ObservationRegistry> observations, ObjectProvider<Clock> clock,
			ConsumerFactory<String, byte[]> readers,
			ConcurrentKafkaListenerContainerFactory<String, byte[]> containers) {
		return new EventConsumers(service, retry, topics, kafka, parking,
				new ListenerObservations(observations.getIfAvailable(() -> ObservationRegistry.NOOP), service),
				clock.getIfAvailable(Clock::systemUTC), limitOf(readers), containers);
	}

	/**
	 * How long a batch may take before what is left of it waits for the next poll. One
	 * event may take several times as long without Kafka missing its consumer.
	 */
	private static Duration limitOf(ConsumerFactory<?, ?> readers) {
		var interval = readers.getConfigurationProperties()
			.getOrDefault(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
					ConsumerConfig.configDef().defaultValues().get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
		return Duration.ofMillis(Long.parseLong(String.valueOf(interval))).dividedBy(BATCHES_PER_INTERVAL);
	}

	@Bean
	@SuppressWarnings("unchecked") // the platform's consumers read nothing else
	DefaultErrorHandler consumerErrorHandler(Parking parking, ConsumerRetry retry) {
		var handler = new DefaultErrorHandler(
				(event, failure) -> parking.park((ConsumerRecord<String, byte[]>) event, meaningOf(failure)));
		handler.addNotRetryableExceptions(PermanentFailure.class);
		handler.setBackOffFunction((_, failure) -> retry.backOffFor(meaningOf(failure)));
		// the listener below tells it once and without a stack trace per try
		handler.setLogLevel(KafkaException.Level.DEBUG);
		handler.setRetryListeners((RetryListener) (event, failure, attempt) -> {
			if (attempt == 1 && !(meaningOf(failure) instanceof PermanentFailure)) {
				logger.warn("%s-%d@%d failed, trying again: %s".formatted(event.topic(), event.partition(),
						event.offset(), Parking.reasonOf(meaningOf(failure))));
			}
		});
		return handler;
	}

	private static @Nullable Throwable meaningOf(@Nullable Throwable failure) {
		var meaning = failure;
		while ((meaning instanceof ListenerExecutionFailedException || meaning instanceof BatchListenerFailedException)
				&& meaning.getCause() != null) {
			meaning = meaning.getCause();
		}
		return meaning;
	}

}
