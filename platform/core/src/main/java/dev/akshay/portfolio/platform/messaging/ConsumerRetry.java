package dev.akshay.portfolio.platform.messaging;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How patiently a consumer tries again.
 *
 * @param first the first pause; each is twice as long as the one before, give or take a
 * third
 * @param longest the longest pause, well below Kafka's {@code max.poll.interval.ms}
 * @param attempts how often an event is tried whose failure nobody understands; a
 * {@link TemporaryFailure} is tried for ever
 */
@ConfigurationProperties("portfolio.messaging.retry")
record ConsumerRetry(@DefaultValue("250ms") Duration first, @DefaultValue("10s") Duration longest,
		@DefaultValue("8") int attempts) {

	BackOff backOffFor(@Nullable Throwable failure) {
		var backOff = new ExponentialBackOff(this.first.toMillis(), 2);
		backOff.setMaxInterval(this.longest.toMillis());
		backOff.setJitter(this.first.toMillis() / 3);
		if (!(failure instanceof TemporaryFailure)) {
			backOff.setMaxAttempts(this.attempts - 1L);
		}
		return backOff;
	}

}
