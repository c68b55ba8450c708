package dev.akshay.portfolio.gateway.protection;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whom the door believes, and how patient it is.
 *
 * @param trustedProxies networks, in CIDR notation, of the proxies that say for whom they
 * ask
 * @param connections bounds of every connection
 */
@Validated
@ConfigurationProperties("portfolio.gateway")
record ServerSettings(@DefaultValue @NotNull List<String> trustedProxies,
		@DefaultValue @NotNull Connections connections) {

	/**
	 * Bounds of every connection.
	 *
	 * @param max how many there may be at a time; more are closed at once
	 * @param maxHeaders how many header lines a request may have
	 * @param headTimeout how long the head of a request may take from its first byte to
	 * its last
	 * @param bodyTimeout how long a body may take
	 * @param stallTimeout how long a client may leave an answer lying
	 * @param idleTimeout how long a connection may be open on which nobody asks for
	 * anything; it may last a quarter longer
	 */
	record Connections(@DefaultValue("10000") @Min(1) int max, @DefaultValue("100") @Min(1) int maxHeaders,
			@DefaultValue("10s") @NotNull Duration headTimeout, @DefaultValue("60s") @NotNull Duration bodyTimeout,
			@DefaultValue("30s") @NotNull Duration stallTimeout, @DefaultValue("60s") @NotNull Duration idleTimeout) {
	}

}
