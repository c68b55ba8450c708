package dev.akshay.portfolio.platform.test;

import java.util.List;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * A broker that nobody reaches. What is to be published stays in the outbox, where
 * {@link StoredEvents} finds it, and a test starts sooner than with one that answers.
 */
@TestConfiguration(proxyBeanMethods = false)
public class NoKafka {

	@Bean
	KafkaConnectionDetails nobody() {
		// a port for which one has to be root, and which nobody uses
		return () -> List.of("127.0.0.1:1");
	}

	// a context that ends waits for what is being sent
	@Bean
	DynamicPropertyRegistrar littlePatience() {
		return (properties) -> properties.add("spring.kafka.producer.properties.max.block.ms", () -> 100);
	}

}
