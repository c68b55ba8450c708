package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Visitors who read page after page, one after the other, and remember whatever went
 * wrong.
 */
final class Readers implements AutoCloseable {

	/**
	 * No answer may take longer than this; a page waits two seconds for a service, a
	 * route three.
	 */
	static final Duration TIME_LIMIT = Duration.ofSeconds(10);

	private static final int MANY = 4;

	/**
	 * Often enough to meet every moment in which something is gone, and seldom enough to
	 * leave what comes back some of the machine.
	 */
	private static final Duration PAUSE = Duration.ofMillis(25);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIME_LIMIT).build();

	private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	/** How long each page took, in milliseconds, in the order in which they came. */
	private final Queue<Long> times = new ConcurrentLinkedQueue<>();

	private final AtomicInteger read = new AtomicInteger();

	private final Suite suite;

	private final List<String> paths;

	private final Duration limit;

	private volatile boolean reading = true;

	/** Every second reader wants the newest version, as browsers do on reload. */
	Readers(Suite suite, List<String> paths) {
		this(suite, paths, TIME_LIMIT,
				IntStream.range(0, MANY).mapToObj((reader) -> (reader % 2 == 1) ? "max-age=0" : "").toList());
	}

	/** One reader who takes nothing that the edge has kept. */
	static Readers pastTheEdge(Suite suite, List<String> paths, Duration limit) {
		return new Readers(suite, paths, limit, List.of("no-store"));
	}

	private Readers(Suite suite, List<String> paths, Duration limit, List<String> wishes) {
		this.suite = suite;
		this.paths = paths;
		this.limit = limit;
		for (int reader = 0; reader < wishes.size(); reader++) {
			int first = reader;
			this.readers.submit(() -> read(first, wishes.get(first)));
		}
	}

	/** What a reader wishes is a {@code Cache-Control}, empty for none. */
	private void read(int first, String wish) {
		for (int turn = first; this.reading; turn++) {
			var path = this.paths.get(turn % this.paths.size());
			var request = HttpRequest.newBuilder(this.suite.url(path)).timeout(this.limit);
			if (!wish.isEmpty()) {
				request.header("Cache-Control", wish);
			}
			var begin = System.nanoTime();
			try {
				var response = this.http.send(request.build(), BodyHandlers.ofString());
				if (response.statusCode() != 200) {
					this.failures.add("%s: %d, %s".formatted(path, response.statusCode(),
							response.headers().firstValue("Cache-Status").orElse("")));
				}
				this.times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
				this.read.incrementAndGet();
				Thread.sleep(PAUSE);
			}
			catch (IOException ex) {
				this.failures.add(path + ": " + ex);
			}
			catch (InterruptedException _) {
				return;
			}
		}
	}

	/** How many pages have been read. */
	int read() {
		return this.read.get();
	}

	/**
	 * Within what time 99 in 100 of some pages came.
	 * @param from the number of the first of them, counted from zero
	 * @param to the number behind the last
	 * @return the 99th percentile
	 */
	Duration p99(int from, int to) {
		var sorted = this.times.stream().limit(to).skip(from).sorted().toList();
		return Duration.ofMillis(sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1));
	}

	Queue<String> failures() {
		return this.failures;
	}

	@Override
	public void close() {
		this.reading = false;
		this.readers.close();
		this.http.close();
	}

}
