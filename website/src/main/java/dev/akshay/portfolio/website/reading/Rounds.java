package dev.akshay.portfolio.website.reading;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

/**
 * One call at a time for any number of askers. Who comes while a call is under way waits
 * for the next one together with all others who came meanwhile: an answer is never older
 * than the question, which it would be if they shared the call that is under way. Under
 * load one call serves many pages; a lone asker notices nothing.
 *
 * @param <T> what is asked for
 */
class Rounds<T> {

	/** A call that takes longer holds nobody up; the next round starts beside it. */
	private static final Duration PATIENCE = Duration.ofMillis(20);

	private final Mono<T> call;

	private @Nullable Round<T> latest;

	/**
	 * Creates rounds.
	 * @param call what is called, once per round
	 */
	Rounds(Mono<T> call) {
		this.call = call;
	}

	/**
	 * Asks.
	 * @return the answer of a call that begins from now on; cancelled when nobody waits
	 * for it any more
	 */
	Mono<T> ask() {
		return Mono.deferContextual((context) -> {
			var round = join();
			round.start(context);
			return round.answer.asMono().doOnCancel(round::leave);
		});
	}

	private synchronized Round<T> join() {
		var joined = this.latest;
		if (joined == null || !joined.enter()) {
			joined = new Round<>((joined != null) ? joined.end.asMono() : Mono.empty(), this.call);
			this.latest = joined;
		}
		return joined;
	}

	/**
	 * A call and who waits for it. It keeps count of them itself: with a shared publisher
	 * ({@code publish().refCount()}) somebody who comes while the answer is being handed
	 * out can miss it.
	 */
	private static final class Round<T> {

		private final Sinks.Empty<Void> end = Sinks.empty();

		private final Sinks.One<T> answer = Sinks.one();

		private final Disposable.Swap running = Disposables.swap();

		private final AtomicBoolean started = new AtomicBoolean();

		private final Mono<T> work;

		private int waiting = 1;

		private boolean open = true;

		Round(Mono<Void> previous, Mono<T> call) {
			this.work = previous.timeout(PATIENCE, Mono.empty()).then(Mono.defer(() -> {
				close();
				return call;
			})).doFinally((_) -> this.end.tryEmitEmpty());
		}

		/** Begins, if this is the first who asks, in her context. */
		void start(ContextView context) {
			if (this.started.compareAndSet(false, true)) {
				this.running.update(this.work.contextWrite(context)
					.subscribe(this.answer::tryEmitValue, this.answer::tryEmitError, this.answer::tryEmitEmpty));
			}
		}

		/**
		 * One more waits, if the call has not begun.
		 * @return whether she may
		 */
		synchronized boolean enter() {
			if (this.open) {
				this.waiting++;
			}
			return this.open;
		}

		synchronized void close() {
			this.open = false;
		}

		/** One waits no longer; with the last one the call ends. */
		void leave() {
			if (left() == 0) {
				this.running.dispose();
			}
		}

		private synchronized int left() {
			this.waiting--;
			if (this.waiting == 0) {
				this.open = false;
			}
			return this.waiting;
		}

	}

}
