package dev.akshay.portfolio.contact.deadletter;

import dev.akshay.portfolio.platform.messaging.DeadLetterShelf;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

	/** Whoever reads them, the notifier's among them: all of what is about messages. */
	static final String TOPICS = "portfolio.contact.";

	@Bean
	BlockingShelf deadLetterShelf(ConsumerFactory<String, byte[]> consumers, KafkaTemplate<String, byte[]> kafka) {
		return new BlockingShelf(DeadLetterShelf.ofTopics(TOPICS, "contact-service-inbox", consumers, kafka));
	}

}
