package dev.akshay.portfolio.gateway.hedging;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Two requests for the same thing. They may end on different threads, at the same time.
 *
 * @param <T> what is asked for
 */
final class Race<T> implements Disposable {

	private final Hedging hedging;

	private final MonoSink<T> sink;

	// both ask for it again and again, and it lies far below
	private final Context context;

	private final Predicate<T> isGood;

	private final Runner first = new Runner();

	private final Runner second = new Runner();

	private final long start;

	private @Nullable Disposable timer;

	private int running = 1;

	private boolean due;

	private boolean over;

	private @Nullable T spare;

	private @Nullable Throwable failure;

	Race(Hedging hedging, MonoSink<T> sink, Predicate<T> isGood) {
		this.hedging = hedging;
		this.sink = sink;
		this.context = Context.of(sink.contextView());
		this.isGood = isGood;
		this.start = hedging.now();
	}

	void start(Mono<T> request, Mono<T> hedge, long delay) {
		if (delay > 0) {
			this.timer = this.hedging.timers().schedule(() -> hedge(hedge), delay, TimeUnit.NANOSECONDS);
		}
		this.sink.onCancel(this);
		request.subscribe(this.first);
	}

	private void hedge(Mono<T> hedge) {
		synchronized (this) {
			this.due = true;
			if (this.over || !this.hedging.mayHedge()) {
				return;
			}
			this.running++;
		}
		hedge.subscribe(this.second);
	}

	@Override
	public void dispose() {
		synchronized (this) {
			this.over = true;
		}
		stopTimer();
		this.first.dispose();
		this.second.dispose();
	}

	private void stopTimer() {
		if (this.timer != null) {
			this.timer.dispose();
		}
	}

	private void ended(Runner runner, @Nullable T value, @Nullable Throwable error) {
		T answer;
		T dropped = null;
		synchronized (this) {
			this.running--;
			var good = value != null && this.isGood.test(value);
			if (this.over) {
				drop(value);
				return;
			}
			if (!good && this.running > 0) {
				this.spare = value;
				this.failure = error;
				return;
			}
			this.over = true;
			answer = (value != null) ? value : this.spare;
			dropped = (value != null) ? this.spare : null;
			if (good) {
				count(runner);
			}
		}
		stopTimer();
		((runner == this.first) ? this.second : this.first).dispose();
		drop(dropped);
		if (answer != null) {
			this.sink.success(answer);
		}
		else {
			this.sink.error((this.failure != null) ? this.failure
					: (error != null) ? error : new IllegalStateException("no answer"));
		}
	}

	private void count(Runner winner) {
		var took = this.hedging.now() - this.start;
		if (winner == this.second) {
			this.hedging.won(took);
		}
		else if (this.due && this.second.isIdle()) {
			this.hedging.answeredUnhedged(took);
		}
		else {
			this.hedging.answered(took);
		}
	}

	private void drop(@Nullable T value) {
		if (value != null) {
			Operators.onDiscard(value, this.context);
		}
	}

	private final class Runner extends BaseSubscriber<T> {

		private boolean subscribed;

		private boolean ended;

		boolean isIdle() {
			return !this.subscribed;
		}

		@Override
		public Context currentContext() {
			return Race.this.context;
		}

		@Override
		protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
			this.subscribed = true;
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		protected void hookOnNext(T value) {
			end(value, null);
		}

		@Override
		protected void hookOnError(Throwable error) {
			end(null, error);
		}

		@Override
		protected void hookOnComplete() {
			end(null, null);
		}

		private void end(@Nullable T value, @Nullable Throwable error) {
			if (!this.ended) {
				this.ended = true;
				ended(this, value, error);
			}
		}

	}

}
