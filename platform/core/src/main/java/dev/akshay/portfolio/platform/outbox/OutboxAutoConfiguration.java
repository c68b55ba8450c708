package dev.akshay.portfolio.platform.outbox;

import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventPublisher;
import dev.akshay.portfolio.platform.postgres.Notifications;
import dev.akshay.portfolio.platform.postgres.Survey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
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
	OutboxBell outboxBell() {
		return new OutboxBell();
	}

	@Bean
	Outbox outbox(DatabaseClient database, EventFormat format, JsonMapper json, ObjectProvider<Tracer> tracer,
			ObjectProvider<Propagator> propagator, OutboxBell bell) {
		return new Outbox(database, new OutboxHeaders(json), format, tracer.getIfAvailable(() -> Tracer.NOOP),
				propagator.getIfAvailable(() -> Propagator.NOOP), bell);
	}

	@Bean
	Survey<Backlog> outboxSurvey(DatabaseClient database, JsonMapper json, OutboxSettings settings,
			MeterRegistry meters) {
		var outbox = new OutboxTable(database, new OutboxHeaders(json));
		var survey = new Survey<>("What lies in the outbox", settings.survey(), outbox::backlog);
		Gauge.builder("portfolio.outbox.events", survey, (asked) -> told(asked.answer(), Backlog::events))
			.description("Events that Kafka does not have yet")
			.register(meters);
		TimeGauge
			.builder("portfolio.outbox.age", survey, TimeUnit.MILLISECONDS,
					(asked) -> told(asked.answer(), (backlog) -> backlog.age().toMillis()))
			.description("How long the oldest event has been waiting for Kafka")
			.register(meters);
		return survey;
	}

	private static double told(@Nullable Backlog answer, ToLongFunction<Backlog> number) {
		return (answer != null) ? number.applyAsLong(answer) : Double.NaN;
	}

	@Bean
	OutboxRelay outboxRelay(DatabaseClient database, JsonMapper json, EventPublisher publisher,
			ObservationRegistry observations, ObjectProvider<Propagator> propagator,
			ObjectProvider<OutboxListener> listeners, TransactionalOperator transactions, OutboxBell bell,
			Notifications notifications, OutboxSettings settings, MeterRegistry meters) {
		var parked = Counter.builder("portfolio.outbox.parked")
			.description("Events that Kafka will never take")
			.register(meters);
		var publication = new OutboxPublication(publisher, observations,
				propagator.getIfAvailable(() -> Propagator.NOOP));
		return new OutboxRelay(new OutboxTable(database, new OutboxHeaders(json)), publication,
				listeners.orderedStream().toList(), transactions, bell, notifications.on(OutboxTable.CHANNEL), settings,
				parked);
	}

}
