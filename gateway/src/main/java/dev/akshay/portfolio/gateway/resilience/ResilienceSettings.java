package dev.akshay.portfolio.gateway.resilience;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a route deals with its service.
 *
 * @param concurrent how many attempts may wait for the head of an answer at the same time
 * @param breaker when a service that fails is left alone
 * @param retry when a read is tried again
 * @param replicaPause how long a replica that did not answer is asked last
 */
public record ResilienceSettings(@DefaultValue("400") @Min(1) int concurrent, @DefaultValue @Valid Breaker breaker,
		@DefaultValue @Valid Retry retry, @DefaultValue("2s") Duration replicaPause) {

	/**
	 * The circuit breaker.
	 *
	 * @param failures percentage of failed attempts at which it opens
	 * @param calls how many attempts it wants to see before it judges
	 * @param window how far back it looks
	 * @param open how long it stays open
	 * @param trials how many attempts it lets through after that, to see
	 */
	public record Breaker(@DefaultValue("50") @Min(1) @Max(100) int failures, @DefaultValue("10") @Min(1) int calls,
			@DefaultValue("10s") Duration window, @DefaultValue("5s") Duration open,
			@DefaultValue("5") @Min(1) int trials) {
	}

	/**
	 * Reads that are tried again.
	 *
	 * @param times how often, at most
	 * @param backoff the wait before the first time, give or take a half; it doubles
	 * @param patience a service that asks to come back later than this is not asked again
	 * @param share how many of all reads may be tried again: 0.1 is one in ten
	 * @param perSecond how many may be tried again each second, be there ever so few
	 * @param burst how many of these may gather
	 */
	public record Retry(@DefaultValue("1") @PositiveOrZero int times, @DefaultValue("20ms") Duration backoff,
			@DefaultValue("1s") Duration patience, @DefaultValue("0.1") @PositiveOrZero double share,
			@DefaultValue("1") @PositiveOrZero double perSecond, @DefaultValue("10") @Min(1) int burst) {
	}

}
