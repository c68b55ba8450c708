package dev.akshay.portfolio.contact.receipt;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of streams of receipts.
 *
 * @param open how many may be open at a time in one process
 * @param life how long one stays open; a browser comes back by itself
 * @param heartbeat how often a silent one shows that it is alive
 */
@ConfigurationProperties("portfolio.contact.receipt-streams")
record ReceiptStreamSettings(@DefaultValue("1000") int open, @DefaultValue("5m") Duration life,
		@DefaultValue("15s") Duration heartbeat) {
}
