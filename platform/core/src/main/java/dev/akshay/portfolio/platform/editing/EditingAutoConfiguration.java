package dev.akshay.portfolio.platform.editing;

import java.time.Clock;

import dev.akshay.portfolio.platform.archive.ArchiveLimits;
import dev.akshay.portfolio.platform.archive.Spool;
import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.messaging.EventConsumer;
import dev.akshay.portfolio.platform.messaging.EventConsumers;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import io.r2dbc.spi.ConnectionFactory;
import jakarta.validation.Validator;
import org.apache.kafka.clients.admin.NewTopic;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
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
@EnableConfigurationProperties({ EditingSettings.class, ArchiveLimits.class })
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
	@ConditionalOnMissingBean
	Spool archiveSpool(ArchiveLimits limits) {
		return new Spool(limits);
	}

	@Bean
	<T> ContentArchive<T> contentArchive(ContentKind<T> kind, Documents<T> documents, Items items, ContentFiles files,
			ContentChanges changes, DatabaseClient database, Spool spool, JsonMapper json,
			TransactionalOperator transaction) {
		var imports = new Imports(database);
		return new ContentArchive<>(kind, documents, new FileFormat<>(kind, documents, files), items, imports,
				new ImportedContent<>(kind, documents, items, imports, changes), spool, json, transaction);
	}

	@Bean
	<T> Editing<T> editing(ContentKind<T> kind, Documents<T> documents, Items items, ContentChanges changes,
			TransactionalOperator transaction, ContentArchive<T> archive) {
		return new Editing<>(kind, documents, items, changes, transaction, archive);
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

	/** Where another service decides when imports are done. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(NewTopic.class)
	@ConditionalOnBooleanProperty("portfolio.editing.imports")
	static class Participation {

		@Bean
		ImportDecisions importDecisions(ContentArchive<?> archive, TransactionalOperator transaction,
				EventFormat format) {
			return new ImportDecisions(archive, transaction, format);
		}

		@Bean
		NewTopic undoableImportsTopic(TopicSettings topics) {
			return topics.deadLetters(ImportDecisions.TOPIC);
		}

		@Bean
		EventConsumer importConsumer(EventConsumers consumers, ImportDecisions decisions) {
			return consumers.of(ImportDecisions.TOPIC, decisions);
		}

		@Bean
		NewTopics importRetryTopics(EventConsumer importConsumer) {
			return new NewTopics(importConsumer.retryTopics());
		}

	}

}
