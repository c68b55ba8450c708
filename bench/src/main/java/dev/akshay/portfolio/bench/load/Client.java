package dev.akshay.portfolio.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Many requests at a time, from a program of its own making where wrk has no words. */
public final class Client implements AutoCloseable {

	/** One machine has no more ports for another: nothing waits on this side before. */
	private static final int MOST_CONNECTIONS = 65_535;

	private static final int ACCEPTED = 202;

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int SERVICE_UNAVAILABLE = 503;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration SETTLING = Duration.ofMillis(5);

	private final ConnectionProvider connections = ConnectionProvider.builder("bench")
		.maxConnections(MOST_CONNECTIONS)
		.pendingAcquireMaxCount(MOST_CONNECTIONS)
		.build();

	private final HttpClient client = HttpClient.create(this.connections).responseTimeout(PATIENCE);

	/**
	 * Sends requests at the pace of a clock, whether the last ones are answered or not,
	 * as visitors come. A latency counts from the moment at which the request was due, so
	 * that a server that stalls is charged with everything that had to wait. As many may
	 * be unanswered as the clock asks for until patience with the first of them ends, and
	 * what is due beyond that is not sent.
	 * @param duration for how long
	 * @param perSecond how many requests per second
	 * @param requests the request of each number
	 * @return what came of it
	 */
	public Outcome paced(Duration duration, double perSecond, LongFunction<Request> requests) {
		return paced(duration, perSecond, placesFor(perSecond), requests);
	}

	/** How many requests are begun in the time in which one may go unanswered. */
	static int placesFor(double perSecond) {
		return (int) Math.ceil(perSecond * PATIENCE.toSeconds());
	}

	Outcome paced(Duration duration, double perSecond, int places, LongFunction<Request> requests) {
		Outcome outcome = new Outcome();
		AtomicInteger inFlight = new AtomicInteger();
		double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
		long planned = (long) (duration.toNanos() / interval);
		long start = System.nanoTime();
		for (long number = 0; number < planned; number++) {
			long due = start + (long) (number * interval);
			await(due);
			outcome.offered++;
			if (inFlight.get() >= places) {
				outcome.failed("not sent: too many are unanswered");
				continue;
			}
			inFlight.incrementAndGet();
			long sent = number;
			exchange(requests.apply(sent), outcome::left).doFinally((_) -> inFlight.decrementAndGet())
				.subscribe((answer) -> outcome.answered(sent, answer, System.nanoTime() - due), outcome::failed);
		}
		outcome.sendingEnds(Duration.ofNanos(System.nanoTime() - start));
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (inFlight.get() > 0 && System.nanoTime() < end) {
			LockSupport.parkNanos(SETTLING.toNanos());
		}
		return outcome;
	}

	/**
	 * Sends requests as fast as they are answered.
	 * @param duration for how long
	 * @param atATime how many wait for their answer at a time
	 * @param requests the request of each number
	 * @return what came of it
	 */
	public Outcome closed(Duration duration, int atATime, LongFunction<Request> requests) {
		Outcome outcome = new Outcome();
		long end = System.nanoTime() + duration.toNanos();
		Flux.<Long, Long>generate(() -> 0L, (number, sink) -> {
			if (System.nanoTime() < end) {
				sink.next(number);
			}
			else {
				sink.complete();
			}
			return number + 1;
		}).flatMap((number) -> Mono.defer(() -> {
			long sent = System.nanoTime();
			return exchange(requests.apply(number))
				.doOnNext((answer) -> outcome.answered(number, answer, System.nanoTime() - sent))
				.onErrorResume((error) -> Mono.fromRunnable(() -> outcome.failed(error)));
		}), atATime, 1).then().block(duration.plus(PATIENCE).plus(PATIENCE));
		return outcome;
	}

	private static void await(long due) {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/**
	 * Sends one request.
	 * @param request the request
	 * @return the status of its answer; fails if there is none in time
	 */
	public Mono<Integer> send(Request request) {
		return exchange(request).map(Answer::status);
	}

	private Mono<Answer> exchange(Request request, Runnable left) {
		// one whose connection ends before its answer begins leaves once more
		AtomicBoolean once = new AtomicBoolean();
		return exchange(this.client.doAfterRequest((_, _) -> {
			if (once.compareAndSet(false, true)) {
				left.run();
			}
		}), request);
	}

	private Mono<Answer> exchange(Request request) {
		return exchange(this.client, request);
	}

	private static Mono<Answer> exchange(HttpClient client, Request request) {
		return client.headers((headers) -> request.headers().forEach(headers::set))
			.request(HttpMethod.valueOf(request.method()))
			.uri(request.uri().toString())
			.send(ByteBufFlux.fromString(Mono.justOrEmpty(request.body().isEmpty() ? null : request.body())))
			.response((response, body) -> body.map(ByteBuf::readableBytes)
				.then(Mono
					.just(new Answer(response.status().code(), response.responseHeaders().contains("Retry-After")))))
			.single()
			.timeout(PATIENCE);
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

	/**
	 * One request.
	 *
	 * @param method its method
	 * @param uri where it goes
	 * @param headers its headers
	 * @param body its body, empty for none
	 */
	public record Request(String method, URI uri, Map<String, String> headers, String body) {

		/**
		 * A request without a body.
		 * @param uri where it goes
		 * @param headers its headers
		 * @return the request
		 */
		public static Request get(URI uri, Map<String, String> headers) {
			return new Request("GET", uri, headers, "");
		}

	}

	/**
	 * What came back.
	 *
	 * @param status its status
	 * @param saysWhen whether it says when to come again
	 */
	private record Answer(int status, boolean saysWhen) {

		boolean takes() {
			return this.status == ACCEPTED;
		}

		boolean turnsAway() {
			return this.status == TOO_MANY_REQUESTS || this.status == SERVICE_UNAVAILABLE;
		}

	}

	/** What came of a run. */
	public static final class Outcome {

		private final Latencies latencies = new Latencies();

		private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

		private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

		private final LongAdder undated = new LongAdder();

		private final BitSet accepted = new BitSet();

		private final LongAdder sent = new LongAdder();

		private long offered;

		private long sentInTime;

		private Duration sending = Duration.ZERO;

		private void left() {
			this.sent.increment();
		}

		private void sendingEnds(Duration took) {
			this.sending = took;
			this.sentInTime = this.sent.sum();
		}

		private void answered(long number, Answer answer, long nanos) {
			this.latencies.add(nanos);
			count(this.answers, String.valueOf(answer.status()));
			if (answer.takes()) {
				synchronized (this.accepted) {
					this.accepted.set((int) number);
				}
			}
			if (answer.turnsAway() && !answer.saysWhen()) {
				this.undated.increment();
			}
		}

		private void failed(Throwable error) {
			failed(error.getClass().getSimpleName());
		}

		private void failed(String reason) {
			count(this.failures, reason);
		}

		private static void count(Map<String, LongAdder> counters, String what) {
			counters.computeIfAbsent(what, (_) -> new LongAdder()).increment();
		}

		public Latencies latencies() {
			return this.latencies;
		}

		/**
		 * How many requests the clock asked for.
		 * @return the number, zero if none was due by the clock
		 */
		public long offered() {
			return this.offered;
		}

		/**
		 * How many of those left this program, to their last byte.
		 * @return the number
		 */
		public long sent() {
			return this.sent.sum();
		}

		/**
		 * How many of those left per second while the clock asked for more. The time is
		 * longer than it should be if this program had no time.
		 * @return the rate, zero if none was due by the clock
		 */
		public double sentPerSecond() {
			return this.sending.isZero() ? 0
					: this.sentInTime * (double) TimeUnit.SECONDS.toNanos(1) / this.sending.toNanos();
		}

		/**
		 * How long the clock asked for requests.
		 * @return the time from the first to the last
		 */
		public Duration sending() {
			return this.sending;
		}

		/**
		 * How many answers turned somebody away (429, 503) and did not say when to come
		 * again.
		 * @return the number
		 */
		public long undated() {
			return this.undated.sum();
		}

		/**
		 * Which requests were answered with 202.
		 * @return their numbers
		 */
		public BitSet accepted() {
			synchronized (this.accepted) {
				return (BitSet) this.accepted.clone();
			}
		}

		/**
		 * How many answers there were of each status.
		 * @return counts by status
		 */
		public Map<String, LongAdder> answers() {
			return this.answers;
		}

		/**
		 * How many requests were not answered, and why.
		 * @return counts by reason
		 */
		public Map<String, LongAdder> failures() {
			return this.failures;
		}

		/**
		 * How many requests were not answered, or with an error of the server.
		 * @return the number
		 */
		public long failed() {
			return this.failures.values().stream().mapToLong(LongAdder::sum).sum() + this.answers.entrySet()
				.stream()
				.filter((answer) -> answer.getKey().startsWith("5"))
				.mapToLong((answer) -> answer.getValue().sum())
				.sum();
		}

	}

}
