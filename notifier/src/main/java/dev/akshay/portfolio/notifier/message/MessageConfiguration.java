package dev.akshay.portfolio.notifier.message;

import java.time.Clock;

import dev.akshay.portfolio.platform.messaging.DeadLetters;
import dev.akshay.portfolio.platform.messaging.TopicSettings;
import org.apache.kafka.clients.admin.NewTopic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
		return topics.topic(MessageReceived.TOPIC + DeadLetters.SUFFIX);
	}

}
