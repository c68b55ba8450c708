package dev.akshay.portfolio.contact.message;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When messages are told of once more.
 *
 * @param after how long nothing was heard of one: longer than any event is tried again,
 * shorter than Kafka keeps one, and so that it happens before the message counts as lost
 * @param every how often it is looked for them
 * @param batch how many of them are told of at a time
 */
@ConfigurationProperties("portfolio.contact.reminder")
record ReminderSettings(@DefaultValue("36h") Duration after, @DefaultValue("5m") Duration every,
		@DefaultValue("100") int batch) {
}
