package dev.akshay.portfolio.platform.outbox;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the relay works.
 *
 * @param poll how often it looks by itself: so long waits at most what another process
 * stored that died before it published it
 * @param batch how many events it publishes in one transaction
 * @param gather how long it waits behind a batch that was not full, so that what comes
 * meanwhile shares the next one; an event that comes alone does not wait
 * @param firstPause how long it waits before it tries again when Kafka takes nothing
 * @param longestPause up to where that wait grows
 * @param tries how often an event is tried that Kafka seems never to take, before it is
 * parked
 * @param survey how often it is counted what lies there, for metrics
 */
@ConfigurationProperties("portfolio.outbox")
record OutboxSettings(@DefaultValue("5s") Duration poll, @DefaultValue("200") int batch,
		@DefaultValue("20ms") Duration gather, @DefaultValue("100ms") Duration firstPause,
		@DefaultValue("2s") Duration longestPause, @DefaultValue("3") int tries, @DefaultValue("10s") Duration survey) {
}
