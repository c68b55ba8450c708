package dev.akshay.portfolio.platform.messaging;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How patiently a consumer tries again.
 *
 * @param first the first pause of a consumer that stands still; each is twice as long as
 * the one before, give or take a third
 * @param longest the longest such pause, well below Kafka's {@code max.poll.interval.ms}
 * @param attempts how often an event is tried whose failure nobody understands
 * @param delays how long an event that failed waits on each of its retry topics, the last
 * one again and again, give or take a third
 * @param patience after which time an event is given up that could only be put off
 */
@ConfigurationProperties("portfolio.messaging.retry")
record ConsumerRetry(@DefaultValue("250ms") Duration first, @DefaultValue("10s") Duration longest,
		@DefaultValue("8") int attempts, @DefaultValue( {
				"1s", "10s", "1m" }) List<Duration> delays,
		@DefaultValue("1d") Duration patience){

	private static final double JITTER = 1.0 / 3;

	ConsumerRetry {
		if (delays.isEmpty()) {
			throw new IllegalArgumentException("portfolio.messaging.retry.delays must name at least one");
		}
		delays = List.copyOf(delays);
	}

	BackOff backOffFor(@Nullable Throwable failure) {
		var backOff = new ExponentialBackOff(this.first.toMillis(), 2);
		backOff.setMaxInterval(this.longest.toMillis());
		backOff.setJitter((long) (this.first.toMillis() * JITTER));
		if (!(failure instanceof TemporaryFailure)) {
			backOff.setMaxAttempts(this.attempts - 1L);
		}
		return backOff;
	}

	/** No event waits longer between two tries. */
	Duration longestDelay() {
		return Duration.ofMillis((long) (Collections.max(this.delays).toMillis() * (1 + JITTER)));
	}

	Duration delayOf(int level) {
		var factor = ThreadLocalRandom.current().nextDouble(1 - JITTER, 1 + JITTER);
		return Duration.ofMillis((long) (this.delays.get(level).toMillis() * factor));
	}

}
