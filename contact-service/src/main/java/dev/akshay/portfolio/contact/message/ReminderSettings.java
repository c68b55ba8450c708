package dev.akshay.portfolio.contact.message;

import java.time.Duration;

import dev.akshay.portfolio.contact.receipt.Receipts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When messages are told of once more. Anything else than is said here ends the start.
 *
 * @param after how long nothing was heard of one, less than {@link Receipts#LOST_AFTER}.
 * It should be longer than any event is tried again: shorter, each reminder is one more
 * that is tried
 * @param every how often it is looked for them, for the first time so long after the
 * start; more than nothing
 * @param batch how many of them are told of at a time, 1 or more
 */
@ConfigurationProperties("portfolio.contact.reminder")
record ReminderSettings(@DefaultValue("36h") Duration after, @DefaultValue("5m") Duration every,
		@DefaultValue("100") int batch) {

	ReminderSettings {
		if (!after.isPositive() || after.compareTo(Receipts.LOST_AFTER) >= 0) {
			throw new IllegalArgumentException(
					"portfolio.contact.reminder.after is %s; it has to be more than nothing and less than %s, when a message counts as lost"
						.formatted(after, Receipts.LOST_AFTER));
		}
		if (!every.isPositive()) {
			throw new IllegalArgumentException(
					"portfolio.contact.reminder.every is %s; it has to be more than nothing".formatted(every));
		}
		if (batch < 1) {
			throw new IllegalArgumentException(
					"portfolio.contact.reminder.batch is %d; it has to be 1 or more".formatted(batch));
		}
	}

}
