package dev.akshay.portfolio.profile.archive;

import java.time.Duration;

import dev.akshay.portfolio.platform.editing.ImportDecisions;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import dev.akshay.portfolio.platform.postgres.Sweep;
import org.apache.kafka.clients.admin.NewTopic;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveSettings.class)
class ArchiveConfiguration {

	@Bean
	NewTopic importsTopic(TopicSettings topics) {
		return topics.topic(ImportDecisions.TOPIC);
	}

	@Bean
	Sweep forgottenImports(Importing importing) {
		return new Sweep("Imports that nobody decided", Duration.ofMinutes(1), 1, (_) -> importing.giveUpForgotten());
	}

}
