package dev.akshay.portfolio.platform.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.NestedExceptionUtils;

/**
 * Waits on a Kafka consumer's own thread. It handles one event after the other, and
 * waiting there is what keeps order, commits and back-pressure simple; everywhere else
 * waiting is wrong.
 */
public final class ConsumerThread {

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private ConsumerThread() {
	}

	/**
	 * Waits for a publisher, which sees the trace of the event that is being handled.
	 * @param <T> the value's type
	 * @param publisher what to wait for
	 * @return its value, if it has one
	 */
	public static <T> @Nullable T await(Mono<T> publisher) {
		return await(publisher.contextCapture().toFuture());
	}

	/**
	 * Waits for a future.
	 * @param <T> the value's type
	 * @param future what to wait for
	 * @return its value, if it has one
	 */
	public static <T> @Nullable T await(CompletableFuture<? extends @Nullable T> future) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("An event loop must not wait");
		}
		try {
			return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw meaningOf((ex.getCause() != null) ? ex.getCause() : ex);
		}
		catch (TimeoutException ex) {
			future.cancel(true);
			throw new Outage("no answer in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Outage("interrupted", ex);
		}
	}

	/**
	 * What it means that something failed: a Kafka that does not answer is an outage, by
	 * whatever name it is told.
	 */
	static RuntimeException meaningOf(Throwable failure) {
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof RetriableException) {
			return new Outage("Kafka does not take it", failure);
		}
		return (failure instanceof RuntimeException unchecked) ? unchecked : new IllegalStateException(failure);
	}

}
