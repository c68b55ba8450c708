package dev.akshay.portfolio.gateway.hedging;

import java.time.Duration;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a route asks twice.
 *
 * @param enabled whether it does at all
 * @param quantile which part of the answers has begun by the time that it asks again
 * @param share how many requests may be sent on top: 0.05 is one in twenty
 * @param burst how many of these may gather
 * @param samples how many answers it wants to see before it believes in the quantile
 * @param atLeast it always waits this long
 */
public record HedgingSettings(@DefaultValue("true") boolean enabled,
		@DefaultValue("0.95") @DecimalMin("0.5") @DecimalMax("0.999") double quantile,
		@DefaultValue("0.05") @DecimalMin("0") @DecimalMax("1") double share, @DefaultValue("20") @Min(1) int burst,
		@DefaultValue("100") @Min(1) int samples, @DefaultValue("2ms") Duration atLeast) {
}
