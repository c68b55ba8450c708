package dev.akshay.portfolio.platform.outbox;

import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventPublisher;
import dev.akshay.portfolio.platform.postgres.Notifications;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.r2dbc.spi.ConnectionFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * The outbox of a service that says {@code portfolio.outbox.enabled: true} and has
 * {@code classpath:db/outbox} among its {@code spring.flyway.locations}.
 */
@AutoConfiguration(afterName = { "dev.akshay.portfolio.platform.messaging.MessagingAutoConfiguration",
		"dev.akshay.portfolio.platform.postgres.PostgresAutoConfiguration" })
@ConditionalOnClass({ KafkaTemplate.class, DatabaseClient.class, ConnectionFactory.class })
@ConditionalOnBooleanProperty("portfolio.outbox.enabled")
@EnableConfigurationProperties(OutboxSettings.class)
class OutboxAutoConfiguration {

	@Bean
	Outbox outbox(DatabaseClient database, EventFormat format, JsonMapper json, ObjectProvider<Tracer> tracer,
			ObjectProvider<Propagator> propagator) {
		return new Outbox(database, new OutboxHeaders(json), format, tracer.getIfAvailable(() -> Tracer.NOOP),
				propagator.getIfAvailable(() -> Propagator.NOOP));
	}

	@Bean
	OutboxRelay outboxRelay(DatabaseClient database, JsonMapper json, EventPublisher publisher,
			ObservationRegistry observations, ObjectProvider<Propagator> propagator,
			ObjectProvider<OutboxListener> listeners, TransactionalOperator transactions, Notifications notifications,
			OutboxSettings settings) {
		var publication = new OutboxPublication(publisher, observations,
				propagator.getIfAvailable(() -> Propagator.NOOP));
		return new OutboxRelay(new OutboxTable(database, new OutboxHeaders(json)), publication,
				listeners.orderedStream().toList(), transactions, notifications, settings);
	}

}
