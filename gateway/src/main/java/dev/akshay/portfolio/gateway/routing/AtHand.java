package dev.akshay.portfolio.gateway.routing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * Has a request at hand, on the thread, while it is subscribed to and while its answer is
 * handed on: what lies in between and tells of itself as it happens, like a breaker
 * between two of these, is told in the trace of that request, in log lines, too.
 *
 * @param <T> what is handed on
 */
final class AtHand<T> extends MonoOperator<T, T> {

	/**
	 * Has the request of whoever subscribes at hand.
	 * @param source what is subscribed to
	 */
	AtHand(Mono<? extends T> source) {
		super(source);
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> subscriber) {
		@Nullable Observation request = subscriber.currentContext().getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		if (request == null) {
			this.source.subscribe(subscriber);
			return;
		}
		try (var _ = request.openScope()) {
			this.source.subscribe(new Signals<>(subscriber, request));
		}
	}

	private record Signals<T>(CoreSubscriber<? super T> subscriber, Observation request) implements CoreSubscriber<T> {

		@Override
		public Context currentContext() {
			return this.subscriber.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscriber.onSubscribe(subscription);
		}

		@Override
		public void onNext(T value) {
			try (var _ = this.request.openScope()) {
				this.subscriber.onNext(value);
			}
		}

		@Override
		public void onError(Throwable error) {
			try (var _ = this.request.openScope()) {
				this.subscriber.onError(error);
			}
		}

		@Override
		public void onComplete() {
			try (var _ = this.request.openScope()) {
				this.subscriber.onComplete();
			}
		}

	}

}
