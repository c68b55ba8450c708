package dev.akshay.portfolio.notifier.message;

import java.time.Clock;

import dev.akshay.portfolio.platform.messaging.EventConsumer;
import dev.akshay.portfolio.platform.messaging.EventConsumers;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import org.apache.kafka.clients.admin.NewTopic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	NewTopic deliveriesTopic(TopicSettings topics) {
		return topics.topic(Deliveries.TOPIC);
	}

	@Bean
	NewTopic undeliverableTopic(TopicSettings topics) {
		return topics.deadLetters(MessageReceived.TOPIC);
	}

	@Bean
	EventConsumer messageConsumer(EventConsumers consumers, MessageMails mails) {
		return consumers.of(MessageReceived.TOPIC, mails);
	}

	@Bean
	NewTopics messageRetryTopics(EventConsumer messageConsumer) {
		return new NewTopics(messageConsumer.retryTopics());
	}

}
