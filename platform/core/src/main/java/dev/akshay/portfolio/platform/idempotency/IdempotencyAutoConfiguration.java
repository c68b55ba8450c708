package dev.akshay.portfolio.platform.idempotency;

import java.time.Clock;

import dev.akshay.portfolio.platform.postgres.Sweep;
import io.r2dbc.spi.ConnectionFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Idempotency for a service that says {@code portfolio.idempotency.enabled: true} and has
 * {@code classpath:db/idempotency} among its {@code spring.flyway.locations}.
 */
@AutoConfiguration
@ConditionalOnClass({ DatabaseClient.class, ConnectionFactory.class })
@ConditionalOnBooleanProperty("portfolio.idempotency.enabled")
@EnableConfigurationProperties(IdempotencySettings.class)
class IdempotencyAutoConfiguration {

	@Bean
	KeptResponses keptResponses(DatabaseClient database, JsonMapper json, ObjectProvider<Clock> clock) {
		return new KeptResponses(database, json, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	Idempotency idempotency(KeptResponses responses, TransactionalOperator transactions, JsonMapper json,
			IdempotencySettings settings) {
		return new Idempotency(responses, transactions, json, settings.retention());
	}

	@Bean
	Sweep expiredKeysSweep(KeptResponses responses, IdempotencySettings settings) {
		return new Sweep("Expired idempotency keys", settings.sweep(), settings.batch(), responses::deleteExpired);
	}

}
