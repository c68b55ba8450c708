package dev.akshay.portfolio.profile.media;

import java.util.concurrent.Callable;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The one thread on which images are decoded: two at a time would need the memory twice.
 */
@Component
class Workshop implements DisposableBean {

	/** Whoever may come here was let in before, a few at a time. */
	private static final int MOST_WAITING = 100;

	private final Scheduler thread = Schedulers.newBoundedElastic(1, MOST_WAITING, "images");

	/**
	 * Does what takes a thread a while, one thing after the other.
	 * @param <T> what it gives
	 * @param blocking the work
	 * @return its result
	 */
	<T> Mono<T> does(Callable<T> blocking) {
		return Mono.fromCallable(blocking).subscribeOn(this.thread);
	}

	@Override
	public void destroy() {
		this.thread.dispose();
	}

}
