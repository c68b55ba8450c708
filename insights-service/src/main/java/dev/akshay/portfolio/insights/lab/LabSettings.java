package dev.akshay.portfolio.insights.lab;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of what visitors may run. Where replicas share a database, they share what is
 * counted here, except streams.
 *
 * @param parallel how many runs go on at the same time
 * @param unfinished how many may wait or go on; whoever comes then is asked to come back
 * @param longest how long one may take
 * @param kept how long it can be looked at after it was asked for
 * @param pace how often one that goes on tells what it knows
 * @param poll how often the queue is looked at if nobody tells that there is something
 * @param streams how many may be followed at the same time in one process
 * @param life how long one is followed; a browser comes back by itself
 * @param heartbeat how often a silent stream shows that it is alive
 */
@Validated
@ConfigurationProperties("portfolio.labs")
record LabSettings(@DefaultValue("1") @Min(1) int parallel, @DefaultValue("10") @Min(1) int unfinished,
		@DefaultValue("60s") Duration longest, @DefaultValue("15m") Duration kept, @DefaultValue("200ms") Duration pace,
		@DefaultValue("5s") Duration poll, @DefaultValue("200") @Min(1) int streams, @DefaultValue("5m") Duration life,
		@DefaultValue("15s") Duration heartbeat) {
}
