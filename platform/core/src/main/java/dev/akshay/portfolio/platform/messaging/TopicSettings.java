package dev.akshay.portfolio.platform.messaging;

import org.apache.kafka.clients.admin.NewTopic;

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

	/**
	 * A topic as a bean: it is created when the broker is there.
	 * @param name the topic's name
	 * @return the topic
	 */
	public NewTopic topic(String name) {
		return TopicBuilder.name(name).partitions(this.partitions).replicas(this.replication).build();
	}

}
