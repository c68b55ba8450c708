package dev.akshay.portfolio.platform.messaging;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Creates the topics a service owns, as soon as there is a broker: a service starts
 * without one, too.
 */
class TopicCreation implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(TopicCreation.class);

	private final KafkaAdmin admin;

	private @Nullable Disposable creating;

	TopicCreation(KafkaAdmin admin) {
		this.admin = admin;
	}

	@Override
	public synchronized void start() {
		this.creating = Mono.fromCallable(this::create)
			.subscribeOn(Schedulers.boundedElastic())
			.retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
				.maxBackoff(Duration.ofSeconds(5))
				.jitter(0.5)
				.doBeforeRetry((retry) -> log(retry)))
			.subscribe();
	}

	@Override
	public synchronized void stop() {
		if (this.creating != null) {
			this.creating.dispose();
			this.creating = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.creating != null;
	}

	// before the consumers
	@Override
	public int getPhase() {
		return 0;
	}

	private boolean create() {
		if (!this.admin.initialize()) {
			throw new IllegalStateException("Kafka cannot be reached");
		}
		return true;
	}

	private static void log(Retry.RetrySignal retry) {
		if (retry.totalRetries() == 0) {
			logger.warn("Topics are not created yet, trying again: " + retry.failure().getMessage());
		}
	}

}
