package dev.akshay.portfolio.platform.editing;

import java.time.Clock;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.content.ContentLoader;
import io.r2dbc.spi.ConnectionFactory;
import jakarta.validation.Validator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Editing for a service that has a {@link ContentKind} and {@code classpath:db/editing}
 * among its {@code spring.flyway.locations}.
 */
@AutoConfiguration(afterName = "dev.akshay.portfolio.platform.postgres.PostgresAutoConfiguration",
		beforeName = "dev.akshay.portfolio.platform.content.ContentAutoConfiguration")
@ConditionalOnClass({ DatabaseClient.class, ConnectionFactory.class })
@ConditionalOnBean(ContentKind.class)
@EnableConfigurationProperties(EditingSettings.class)
class EditingAutoConfiguration {

	@Bean
	Items contentItems(DatabaseClient database, ObjectProvider<Clock> clock) {
		return new Items(database, clock.getIfAvailable(Clock::systemUTC));
	}

	@Bean
	<T> Documents<T> contentDocuments(ContentKind<T> kind, JsonMapper json, Validator validator) {
		return new Documents<>(kind.type(), json, validator);
	}

	@Bean
	<T> Editing<T> editing(ContentKind<T> kind, Documents<T> documents, Items items, ContentChanges changes,
			TransactionalOperator transaction) {
		return new Editing<>(kind, documents, items, changes, transaction);
	}

	@Bean
	<T> ContentLoader contentFileLoading(ContentKind<T> kind, Documents<T> documents, Items items,
			ContentChanges changes, TransactionalOperator transaction) {
		return new FileLoading<>(kind, documents, items, changes, transaction);
	}

	@Bean
	ScheduledPublishing scheduledPublishing(Editing<?> editing, EditingSettings settings) {
		return new ScheduledPublishing(editing, settings);
	}

}
