package dev.akshay.portfolio.insights.lab.breaker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a visitor chooses.
 *
 * @param perSecond how many requests there are each second
 * @param seconds for how long the service is broken
 */
record BreakerChoice(@NotNull @Min(5) @Max(20) Integer perSecond, @NotNull @Min(4) @Max(12) Integer seconds) {
}
