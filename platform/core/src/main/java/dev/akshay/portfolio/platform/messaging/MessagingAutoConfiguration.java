package dev.akshay.portfolio.platform.messaging;

import java.time.Clock;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.RetryListener;

/** Events over Kafka, where Spring for Apache Kafka is there. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@ConditionalOnClass({ KafkaTemplate.class, KafkaAutoConfiguration.class, ProducerRecord.class })
@ConditionalOnBean(KafkaTemplate.class)
@EnableConfigurationProperties({ TopicSettings.class, ConsumerRetry.class })
class MessagingAutoConfiguration {

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
			ObjectProvider<Clock> clock) {
		return new DeadLetters(kafka, service, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnAvailableEndpoint
	DeadLettersEndpoint deadLettersEndpoint(ConsumerFactory<String, byte[]> consumers,
			KafkaTemplate<String, byte[]> kafka, @Value("${spring.application.name}") String service) {
		return new DeadLettersEndpoint(new DeadLetterShelf(consumers, kafka, service));
	}

	@Bean
	TopicCreation topicCreation(KafkaAdmin admin) {
		return new TopicCreation(admin);
	}

	@Bean
	DefaultErrorHandler consumerErrorHandler(DeadLetters deadLetters, ConsumerRetry retry,
			ObjectProvider<ParkingListener> listeners) {
		var handler = new DefaultErrorHandler(
				(event, failure) -> park(event, meaningOf(failure), deadLetters, listeners.orderedStream().toList()));
		handler.addNotRetryableExceptions(PermanentFailure.class);
		handler.setBackOffFunction((_, failure) -> retry.backOffFor(meaningOf(failure)));
		// the listener below tells it once and without a stack trace per try
		handler.setLogLevel(KafkaException.Level.DEBUG);
		handler.setRetryListeners((RetryListener) (event, failure, attempt) -> {
			if (attempt == 1 && !(meaningOf(failure) instanceof PermanentFailure)) {
				logger.warn("%s-%d@%d failed, trying again: %s".formatted(event.topic(), event.partition(),
						event.offset(), reasonOf(meaningOf(failure))));
			}
		});
		return handler;
	}

	@SuppressWarnings("unchecked")
	private static void park(ConsumerRecord<?, ?> event, @Nullable Throwable failure, DeadLetters deadLetters,
			List<ParkingListener> listeners) {
		// the platform's consumers read nothing else
		var record = (ConsumerRecord<String, byte[]>) event;
		var reason = reasonOf(failure);
		listeners.forEach((listener) -> listener.parking(record, reason));
		deadLetters.add(record, reason);
	}

	private static @Nullable Throwable meaningOf(@Nullable Throwable failure) {
		return (failure instanceof ListenerExecutionFailedException && failure.getCause() != null) ? failure.getCause()
				: failure;
	}

	private static String placeOf(Throwable failure) {
		var trace = failure.getStackTrace();
		return (trace.length > 0) ? " at " + trace[0] : "";
	}

	// without the message: what others throw may quote the content
	private static String reasonOf(@Nullable Throwable failure) {
		return switch (failure) {
			case PermanentFailure permanent -> String.valueOf(permanent.getMessage());
			case TemporaryFailure temporary -> String.valueOf(temporary.getMessage());
			case null -> "no reason";
			default -> "unexpected " + failure.getClass().getSimpleName() + placeOf(failure);
		};
	}

}
