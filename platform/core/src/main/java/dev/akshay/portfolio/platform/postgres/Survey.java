package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/**
 * Asks the database now and then how things stand, for whoever wants to see it in
 * metrics: these are asked for by others, who do not wait.
 *
 * @param <T> the answer
 */
public class Survey<T> implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Survey.class);

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final String subject;

	private final Duration every;

	private final Supplier<Mono<T>> question;

	private volatile @Nullable T answer;

	private boolean silent;

	private @Nullable Disposable asking;

	/**
	 * A survey, to be declared as a bean.
	 * @param subject what it is about, for the log
	 * @param every how long after the beginning of one question the next one begins;
	 * those that fall into a question are left out
	 * @param question asks; it gets five seconds
	 */
	public Survey(String subject, Duration every, Supplier<Mono<T>> question) {
		this.subject = subject;
		this.every = every;
		this.question = question;
	}

	/**
	 * What was answered last. While the database is away that stays: nothing changes in
	 * it.
	 * @return the answer, {@code null} before the first one
	 */
	public @Nullable T answer() {
		return this.answer;
	}

	/**
	 * Asks once.
	 * @return completes when there is an answer, or none to be had
	 */
	public Mono<Void> ask() {
		return Mono.defer(this.question).timeout(PATIENCE).doOnNext(this::learn).then().onErrorResume((error) -> {
			if (!this.silent) {
				logger.warn("%s cannot be told at the moment: %s".formatted(this.subject, error));
			}
			this.silent = true;
			return Mono.empty();
		});
	}

	private void learn(T news) {
		this.answer = news;
		this.silent = false;
	}

	@Override
	public synchronized void start() {
		this.asking = Flux.interval(Duration.ZERO, this.every)
			.onBackpressureDrop()
			.concatMap((_) -> ask(), 0)
			.subscribe();
	}

	@Override
	public synchronized void stop() {
		if (this.asking != null) {
			this.asking.dispose();
			this.asking = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.asking != null;
	}

}
