package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.function.Supplier;

import dev.akshay.portfolio.platform.routine.Routine;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks the database now and then how things stand, for whoever wants to see it in
 * metrics: these are asked for by others, who do not wait.
 *
 * @param <T> the answer
 */
public class Survey<T> extends Routine {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Supplier<Mono<T>> question;

	private volatile @Nullable T answer;

	/**
	 * A survey, to be declared as a bean.
	 * @param subject what it is about, for the log
	 * @param every how long after the beginning of one question the next one begins;
	 * those that fall into a question are left out
	 * @param question asks; it gets five seconds
	 */
	public Survey(String subject, Duration every, Supplier<Mono<T>> question) {
		super(subject + " cannot be told at the moment", Duration.ZERO, every, PATIENCE);
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

	@Override
	protected Mono<?> work() {
		return this.question.get().doOnNext((news) -> this.answer = news);
	}

}
