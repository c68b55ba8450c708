package dev.akshay.portfolio.gateway.edge;

import java.time.Duration;

import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the edge cache is bounded.
 *
 * @param size how much is kept: bodies with their codings, headers, keys
 * @param largestResponse larger bodies pass and are not kept
 * @param fetching how much may be held of bodies that are still coming; beyond, they pass
 * and are not kept
 * @param followerPatience how long a request waits for the answer to another one like it,
 * before it goes to the origin itself
 * @param stalePatience how long a request waits for an origin when there is a stale
 * response that may be shown instead
 * @param fetchLimit how long a fetch may take that no client waits for
 * @param holdOff for how long an origin that failed is not asked again while there is
 * something stale to show
 * @param hitTraces of how many hits, and refusals by the edge itself, a second a trace is
 * recorded, on average; of all as long as there are no more
 * @param staleIfError how stale a response may be shown on errors that says nothing about
 * that
 */
@Validated
@ConfigurationProperties("portfolio.gateway.edge")
record EdgeSettings(@DefaultValue("48MB") DataSize size, @DefaultValue("2MB") DataSize largestResponse,
		@DefaultValue("32MB") DataSize fetching, @DefaultValue("3s") Duration followerPatience,
		@DefaultValue("1s") Duration stalePatience, @DefaultValue("10s") Duration fetchLimit,
		@DefaultValue("1s") Duration holdOff, @DefaultValue("50") @PositiveOrZero int hitTraces,
		@DefaultValue("1h") Duration staleIfError) {
}
