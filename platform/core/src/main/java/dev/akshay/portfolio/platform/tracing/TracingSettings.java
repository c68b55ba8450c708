package dev.akshay.portfolio.platform.tracing;

import java.net.URI;
import java.time.Duration;
import java.util.List;

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
 * @param observatory base URLs of the replicas of the observatory, each of which is told
 * all spans; none by default
 * @param observatoryPatience how long one of them may take to take spans over
 * @param observatoryPause how long it is told nothing after it did not
 * @param pulse how often it is told that this process is there, and how it is
 */
@Validated
@ConfigurationProperties("portfolio.tracing")
record TracingSettings(@DefaultValue("50") @PositiveOrZero int perSecond, @DefaultValue("true") boolean heedCallers,
		@DefaultValue List<URI> observatory, @DefaultValue("1s") Duration observatoryPatience,
		@DefaultValue("5s") Duration observatoryPause, @DefaultValue("5s") Duration pulse) {
}
