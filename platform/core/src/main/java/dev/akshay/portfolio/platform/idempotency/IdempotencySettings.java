package dev.akshay.portfolio.platform.idempotency;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long responses are kept.
 *
 * @param retention how long a key is remembered
 * @param sweep how often those that are older are deleted
 * @param batch how many of them one statement deletes
 */
@ConfigurationProperties("portfolio.idempotency")
record IdempotencySettings(@DefaultValue("24h") Duration retention, @DefaultValue("10m") Duration sweep,
		@DefaultValue("1000") int batch) {
}
