package dev.akshay.portfolio.gateway.resilience;

import java.time.Instant;

/**
 * A circuit breaker opened, tries again or closed. Published as an application event.
 *
 * @param service whose breaker
 * @param from the state before
 * @param to the state from now on
 * @param at when
 * @param chaos whether it is the breaker of a visitor alone, who broke something for
 * herself
 */
public record BreakerChanged(String service, String from, String to, Instant at, boolean chaos) {
}
