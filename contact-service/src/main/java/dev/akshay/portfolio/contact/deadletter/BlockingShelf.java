package dev.akshay.portfolio.contact.deadletter;

import java.util.List;

import dev.akshay.portfolio.platform.messaging.DeadLetter;
import dev.akshay.portfolio.platform.messaging.DeadLetterShelf;
import dev.akshay.portfolio.platform.messaging.Outage;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;

/** Waits for Kafka on two threads of its own, so that nothing else has to. */
class BlockingShelf implements DisposableBean {

	private static final int THREADS = 2;

	private static final int WAITING = 20;

	private final DeadLetterShelf shelf;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, WAITING, "dead-letters");

	BlockingShelf(DeadLetterShelf shelf) {
		this.shelf = shelf;
	}

	/** All letters, the oldest first; fails with {@link KafkaSilence}. */
	Mono<List<DeadLetter>> all() {
		return Mono.fromCallable(this.shelf::all)
			.subscribeOn(this.scheduler)
			.onErrorMap(Outage.class, KafkaSilence::new);
	}

	/** Puts a letter back, if it waits; fails with {@link KafkaSilence}. */
	Mono<DeadLetter> redrive(String id) {
		return Mono.fromCallable(() -> this.shelf.redrive(id))
			.subscribeOn(this.scheduler)
			.onErrorMap(Outage.class, KafkaSilence::new)
			.flatMap(Mono::justOrEmpty);
	}

	@Override
	public void destroy() {
		this.scheduler.dispose();
	}

}
