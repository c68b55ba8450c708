package dev.akshay.portfolio.contact.receipt;

import dev.akshay.portfolio.platform.messaging.DeadLetters;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import org.apache.kafka.clients.admin.NewTopic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

	@Bean
	NewTopic undeliverableTopic(TopicSettings topics) {
		return topics.topic(Deliveries.TOPIC + DeadLetters.SUFFIX);
	}

}
