package dev.akshay.portfolio.platform.tracing;

import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which traces are recorded.
 *
 * @param perSecond how many a process begins to record each second, on average; as many
 * may gather for a burst
 * @param heedCallers whether a caller's decision to record is followed, as it is between
 * services; who stands at the door decides for itself
 */
@Validated
@ConfigurationProperties("portfolio.tracing")
record TracingSettings(@DefaultValue("50") @PositiveOrZero int perSecond, @DefaultValue("true") boolean heedCallers) {
}
