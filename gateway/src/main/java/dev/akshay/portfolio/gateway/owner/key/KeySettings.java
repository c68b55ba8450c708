package dev.akshay.portfolio.gateway.owner.key;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How keys come and go.
 *
 * @param rotation how often there is a new one
 * @param activation how long it is shown before anything is signed with it
 * @param refresh how long a replica works with the keys that it knows, and others may
 * keep what they were shown
 */
@ConfigurationProperties("portfolio.owner.keys")
record KeySettings(@DefaultValue("1d") Duration rotation, @DefaultValue("5m") Duration activation,
		@DefaultValue("1m") Duration refresh) {
}
