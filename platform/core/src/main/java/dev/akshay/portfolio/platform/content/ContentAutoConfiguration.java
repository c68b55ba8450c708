package dev.akshay.portfolio.platform.content;

import java.time.Clock;

import dev.akshay.portfolio.platform.kept.Forgetting;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import dev.akshay.portfolio.platform.outbox.Outbox;
import jakarta.validation.Validator;
import org.apache.kafka.clients.admin.NewTopic;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Loads the content of services that have some, before they serve their first request and
 * whenever it changes.
 */
@AutoConfiguration(afterName = { "dev.akshay.portfolio.platform.kept.KeptAutoConfiguration",
		"dev.akshay.portfolio.platform.outbox.OutboxAutoConfiguration" })
@ConditionalOnClass(YAMLMapper.class)
@ConditionalOnBean(ContentLoader.class)
@EnableConfigurationProperties(ContentSettings.class)
class ContentAutoConfiguration {

	@Bean
	ContentFiles contentFiles(ContentSettings content, Validator validator) {
		return new ContentFiles(content.location(), validator);
	}

	@Bean
	ContentWatch contentWatch(ObjectProvider<ContentLoader> loaders, ContentFiles files, ContentSettings content) {
		return new ContentWatch(loaders.orderedStream().toList(), files, content);
	}

	/** Where there is an outbox, changes of content are told. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(NewTopic.class)
	@ConditionalOnBean(Outbox.class)
	static class Changes {

		@Bean
		ContentChanges contentChanges(Outbox outbox, ObjectProvider<Forgetting> forgetting,
				@Value("${spring.application.name}") String service, ObjectProvider<Clock> clock) {
			return new ContentChanges(outbox, forgetting.getIfAvailable(), service,
					clock.getIfAvailable(Clock::systemUTC));
		}

		@Bean
		NewTopic contentChangesTopic(TopicSettings topics) {
			return topics.topic(ContentChanges.TOPIC);
		}

	}

}
