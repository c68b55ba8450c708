package dev.akshay.portfolio.gateway.origin;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.akshay.portfolio.platform.deadline.Deadline;
import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.micrometer.tracing.Span;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;

/**
 * A request on its way to a replica, with its time limit and its span. All of it in one
 * operator, as every request passes through here.
 */
final class Attempt extends Mono<OriginResponse> {

	// a client may take this long for a body, before the time of the service begins
	static final Duration UPLOAD_LIMIT = Duration.ofSeconds(30);

	private static final String CHAOS = "portfolio.chaos";

	/** By which a service tells that it failed because somebody ordered it. */
	private static final AsciiString CHAOS_FAULT = AsciiString.cached("Chaos-Fault");

	private static final int FIRST_FINAL_STATUS = 200;

	private static final int LAST_STATUS = 599;

	private final OriginRequest request;

	private final Replica replica;

	private final Duration limit;

	private final String reason;

	private final AttemptTracing tracing;

	private final EventLoopTimers timers;

	/**
	 * An attempt that begins with its subscription.
	 * @param request what is asked
	 * @param replica who is asked
	 * @param limit how long the replica may take to begin its answer
	 * @param reason why it is made beside or after another one, or nothing
	 * @param tracing what makes the span
	 * @param timers what keeps the limit
	 */
	Attempt(OriginRequest request, Replica replica, Duration limit, String reason, AttemptTracing tracing,
			EventLoopTimers timers) {
		this.request = request;
		this.replica = replica;
		this.limit = limit;
		this.reason = reason;
		this.tracing = tracing;
		this.timers = timers;
	}

	@Override
	public void subscribe(CoreSubscriber<? super OriginResponse> subscriber) {
		subscriber.onSubscribe(new Running(subscriber));
	}

	/**
	 * One subscription. Whatever comes first of answer, error, time and cancellation ends
	 * it.
	 */
	private final class Running implements CoreSubscriber<OriginResponse>, Subscription {

		private final CoreSubscriber<? super OriginResponse> subscriber;

		// the client asks for it again and again, and it lies far below
		private final Context context;

		private final AtomicBoolean started = new AtomicBoolean();

		private final AtomicBoolean over = new AtomicBoolean();

		private Span span = Span.NOOP;

		private volatile @Nullable Disposable timer;

		private volatile @Nullable Subscription exchange;

		private volatile @Nullable Connection connection;

		Running(CoreSubscriber<? super OriginResponse> subscriber) {
			this.subscriber = subscriber;
			this.context = subscriber.currentContext();
		}

		@Override
		public Context currentContext() {
			return this.context;
		}

		@Override
		public void request(long n) {
			if (this.started.compareAndSet(false, true) && !this.over.get()) {
				start();
			}
		}

		private void start() {
			var request = Attempt.this.request;
			this.span = Attempt.this.tracing.start(request, Attempt.this.replica, Attempt.this.reason);
			this.timer = (request.upload() != null) ? after(UPLOAD_LIMIT.toNanos(), new UploadTooSlow())
					// a client's own deadline is kept before it comes to here, and is no
					// failure
					: after(request.limitNanos(), null);
			Attempt.this.replica.http()
				.request(request.method())
				.uri(request.target())
				.send(this::send)
				.responseConnection(this::receive)
				.subscribe(this);
		}

		private Disposable after(long nanos, @Nullable Throwable error) {
			return Attempt.this.timers.schedule(() -> tooLate(error), Math.max(0, nanos), TimeUnit.NANOSECONDS);
		}

		private void tooLate(@Nullable Throwable error) {
			var failure = (error != null) ? error : new TimeoutException("no answer in " + Attempt.this.limit);
			if (this.over.compareAndSet(false, true)) {
				stopExchange();
				fail(failure);
			}
		}

		private Publisher<Void> send(HttpClientRequest message, NettyOutbound outbound) {
			outbound.withConnection((opened) -> this.connection = opened);
			if (this.over.get()) {
				stopExchange();
			}
			var request = Attempt.this.request;
			var headers = message.requestHeaders();
			headers.set(request.headers());
			headers.set(HttpHeaderNames.HOST, Attempt.this.replica.authority());
			headers.set(Deadline.HEADER, Deadline.headerValue(request.leftNanos()));
			Attempt.this.tracing.propagate(this.span, request, headers);
			var upload = request.upload();
			return (upload != null) ? outbound.send(upload.bytes(this::uploaded)) : Mono.empty();
		}

		/** From here on it is the service that takes its time. */
		private void uploaded() {
			stopTimer();
			if (!this.over.get()) {
				this.timer = after(Attempt.this.limit.toNanos(), null);
			}
		}

		private Publisher<OriginResponse> receive(HttpClientResponse head, Connection connection) {
			if (!Attempt.this.request.takes(connection)) {
				// given up a moment ago, which says nothing about the service
				connection.dispose();
				return Mono.never();
			}
			var status = head.status().code();
			this.span.tag("http.response.status_code", status);
			var fault = head.responseHeaders().get(CHAOS_FAULT);
			if (fault != null) {
				this.span.tag(CHAOS, fault);
			}
			if (status < FIRST_FINAL_STATUS || status > LAST_STATUS) {
				connection.dispose();
				return Mono.error(new InvalidAnswer("status " + status));
			}
			return Mono
				.just(new OriginResponse(head, connection, Attempt.this.replica, Attempt.this.request.isHurried()));
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.exchange = subscription;
			if (this.over.get()) {
				subscription.cancel();
			}
			else {
				subscription.request(Long.MAX_VALUE);
			}
		}

		@Override
		public void onNext(OriginResponse response) {
			if (!this.over.compareAndSet(false, true)) {
				response.discard();
				return;
			}
			stopTimer();
			this.span.end();
			this.subscriber.onNext(response);
			this.subscriber.onComplete();
		}

		@Override
		public void onError(Throwable error) {
			if (this.over.compareAndSet(false, true)) {
				stopTimer();
				fail(error);
			}
		}

		@Override
		public void onComplete() {
			if (this.over.compareAndSet(false, true)) {
				stopTimer();
				fail(new InvalidAnswer("nothing"));
			}
		}

		@Override
		public void cancel() {
			if (this.over.compareAndSet(false, true)) {
				stopTimer();
				stopExchange();
				this.span.tag(EventSpan.STATE, "cancelled");
				this.span.end();
			}
		}

		private void fail(Throwable error) {
			var upload = Attempt.this.request.upload();
			var ofClient = (upload != null) ? upload.failure() : null;
			var named = (ofClient != null) ? ofClient : named(error);
			if (named instanceof IOException || named instanceof TimeoutException) {
				Attempt.this.replica.avoid();
			}
			this.span.error(named);
			this.span.end();
			this.subscriber.onError(named);
		}

		private static Throwable named(Throwable error) {
			return switch (error) {
				case IOException ex -> ex;
				case TimeoutException ex -> ex;
				// closed between the choice of the connection and its use
				case AbortedException ex -> new IOException(ex);
				case io.netty.handler.timeout.TimeoutException ex -> new TimeoutException(ex.getMessage());
				case InvalidAnswer ex -> ex;
				case UploadFailed ex -> ex;
				case UploadTooSlow ex -> ex;
				// what the decoder could not read
				default -> new InvalidAnswer(error);
			};
		}

		private void stopTimer() {
			var running = this.timer;
			if (running != null) {
				running.dispose();
			}
		}

		/**
		 * An answer may be there already, on its way to somebody who is not there any
		 * more: what was read of it goes with the connection.
		 */
		private void stopExchange() {
			var running = this.exchange;
			if (running != null) {
				running.cancel();
			}
			var opened = this.connection;
			if (opened != null) {
				opened.dispose();
			}
		}

	}

}
