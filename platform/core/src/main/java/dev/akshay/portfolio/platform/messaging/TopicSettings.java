package dev.akshay.portfolio.platform.messaging;

import java.time.Duration;
import java.util.Map;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.kafka.config.TopicBuilder;

/**
 * How topics are created by the service that owns them.
 *
 * @param partitions into how many parts a topic is split, and so how many consumers can
 * share it
 * @param replication on how many brokers each part is kept
 */
@ConfigurationProperties("portfolio.messaging.topics")
public record TopicSettings(@DefaultValue("3") int partitions, @DefaultValue("1") int replication) {

	private static final Duration A_YEAR = Duration.ofDays(365);

	/**
	 * A topic as a bean: it is created when the broker is there.
	 * @param name the topic's name
	 * @return the topic
	 */
	public NewTopic topic(String name) {
		return TopicBuilder.name(name).partitions(this.partitions).replicas(this.replication).build();
	}

	/**
	 * Where events lie that a consumer could not handle. They wait for somebody, so they
	 * are kept for a year, however many there are.
	 * @param topic the topic they come from
	 * @return the topic
	 */
	public NewTopic deadLetters(String topic) {
		return topic(topic + DeadLetters.SUFFIX).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG,
				String.valueOf(A_YEAR.toMillis()), TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
	}

}
