package dev.akshay.portfolio.website.reading;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

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
		return Mono.defer(() -> join().answer);
	}

	private synchronized Round<T> join() {
		var joined = this.latest;
		if (joined == null || joined.begun) {
			joined = new Round<>((joined != null) ? joined.end.asMono() : Mono.empty(), this.call);
			this.latest = joined;
		}
		return joined;
	}

	private static final class Round<T> {

		private final Sinks.Empty<Void> end = Sinks.empty();

		private final Mono<T> answer;

		private volatile boolean begun;

		Round(Mono<Void> previous, Mono<T> call) {
			this.answer = previous.timeout(PATIENCE, Mono.empty()).then(Mono.defer(() -> {
				this.begun = true;
				return call;
			})).doFinally((_) -> this.end.tryEmitEmpty()).flux().publish().refCount().next();
		}

	}

}
