package dev.akshay.portfolio.contact.receipt;

import dev.akshay.portfolio.platform.messaging.EventConsumer;
import dev.akshay.portfolio.platform.messaging.EventConsumers;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import dev.akshay.portfolio.platform.web.OpenStreams;
import org.apache.kafka.clients.admin.NewTopic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

	@Bean
	OpenStreams receiptStreamBounds(ReceiptStreamSettings settings) {
		return new OpenStreams(settings.open(), settings.life(), TooManyStreams::new);
	}

	@Bean
	NewTopic undeliverableTopic(TopicSettings topics) {
		return topics.deadLetters(Deliveries.TOPIC);
	}

	@Bean
	EventConsumer deliveryConsumer(EventConsumers consumers, Deliveries deliveries) {
		return consumers.of(Deliveries.TOPIC, deliveries);
	}

	@Bean
	NewTopics deliveryRetryTopics(EventConsumer deliveryConsumer) {
		return new NewTopics(deliveryConsumer.retryTopics());
	}

}
