package dev.akshay.portfolio.platform.test;

import java.util.List;

import org.testcontainers.kafka.KafkaContainer;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real Kafka broker, started once for all tests of a module. */
@TestConfiguration(proxyBeanMethods = false)
public class RealKafka {

	@Bean
	KafkaConnectionDetails kafkaConnectionDetails() {
		return () -> Broker.ADDRESSES;
	}

	/**
	 * Where the broker listens, for consumers that a test makes itself.
	 * @return {@code host:port}
	 */
	public static List<String> bootstrapServers() {
		return Broker.ADDRESSES;
	}

	private static final class Broker {

		static final List<String> ADDRESSES = List
			.of((ContainerEngine.answers() ? container() : embedded()).split(","));

		@SuppressWarnings("resource") // lives as long as the tests
		private static String container() {
			var container = new KafkaContainer("apache/kafka:4.2.1");
			container.start();
			return container.getBootstrapServers();
		}

		private static String embedded() {
			var broker = new EmbeddedKafkaKraftBroker(1, 3);
			broker.brokerProperty("offsets.topic.num.partitions", "3");
			broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
			broker.afterPropertiesSet();
			return broker.getBrokersAsString();
		}

	}

}
