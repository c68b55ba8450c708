package dev.akshay.portfolio.bench.telemetry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many who listen to the live page's stream of
 * <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">server-sent
 * events</a> at once, each over a connection of its own.
 */
public final class Audience implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private final List<Listener> listeners = new ArrayList<>();

	private final List<CompletableFuture<HttpResponse<Void>>> streams = new ArrayList<>();

	/**
	 * Lets more listen.
	 * @param stream the address of the stream
	 * @param number how many
	 */
	public void join(URI stream, int number) {
		HttpRequest request = HttpRequest.newBuilder(stream)
			.header("Accept", "text/event-stream")
			.timeout(PATIENCE)
			.build();
		for (int index = 0; index < number; index++) {
			Listener listener = new Listener();
			this.listeners.add(listener);
			this.streams.add(this.http.sendAsync(request, (head) -> (head.statusCode() == 200)
					? BodySubscribers.fromLineSubscriber(listener) : BodyHandlers.discarding().apply(head)));
		}
	}

	/**
	 * How many listen: the stream has not ended, and something was told.
	 * @return the number
	 */
	public int listening() {
		int number = 0;
		for (int index = 0; index < this.listeners.size(); index++) {
			if (!this.streams.get(index).isDone() && this.listeners.get(index).events.get() > 0) {
				number++;
			}
		}
		return number;
	}

	/**
	 * What was told to each so far.
	 * @return the numbers of events, the smallest first
	 */
	public List<Long> heard() {
		return this.listeners.stream().map((listener) -> listener.events.get()).sorted().toList();
	}

	@Override
	public void close() {
		this.http.shutdownNow();
		this.http.close();
	}

	private static final class Listener implements Flow.Subscriber<String> {

		private final AtomicLong events = new AtomicLong();

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(String line) {
			if (line.startsWith("data:")) {
				this.events.incrementAndGet();
			}
		}

		@Override
		public void onError(Throwable error) {
			// the stream is done, which is what counts
		}

		@Override
		public void onComplete() {
			// likewise
		}

	}

}
