package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Visitors who read page after page, one after the other, and remember whatever went
 * wrong.
 */
final class Readers implements AutoCloseable {

	/** How long the gateway usually waits for an answer before it shows what it kept. */
	static final Duration ROUTE = Duration.ofSeconds(3);

	/** It is laid out while somebody waits, so its route waits longer. */
	private static final Map<String, Duration> PATIENT_ROUTES = Map.of("/api/profile/resume.pdf",
			Duration.ofSeconds(10));

	/**
	 * What is granted to the machine beside that: processes start on it, and share its
	 * cores with those that answer and with the readers themselves.
	 */
	private static final Duration MACHINE = Duration.ofSeconds(7);

	private static final int MANY = 4;

	/**
	 * Often enough to meet every moment in which something is gone, and seldom enough to
	 * leave what comes back some of the machine.
	 */
	private static final Duration PAUSE = Duration.ofMillis(25);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(ROUTE.plus(MACHINE)).build();

	private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	/** How long each page took, in milliseconds, in the order in which they came. */
	private final Queue<Long> times = new ConcurrentLinkedQueue<>();

	/** The one that came closest to its limit. */
	private final AtomicReference<Timed> slowest = new AtomicReference<>(new Timed("", Duration.ZERO, ROUTE));

	private final AtomicInteger read = new AtomicInteger();

	private final Suite suite;

	private final List<String> paths;

	/** How long the route of each path waits. */
	private final Function<String, Duration> limits;

	private volatile boolean reading = true;

	/** Every second reader wants the newest version, as browsers do on reload. */
	Readers(Suite suite, List<String> paths) {
		this(suite, paths, (path) -> PATIENT_ROUTES.getOrDefault(path, ROUTE));
	}

	/** The same, where routes wait longer than usual. */
	Readers(Suite suite, List<String> paths, Function<String, Duration> limits) {
		this(suite, paths, limits,
				IntStream.range(0, MANY).mapToObj((reader) -> (reader % 2 == 1) ? "max-age=0" : "").toList());
	}

	/** One reader who takes nothing that the edge has kept. */
	static Readers pastTheEdge(Suite suite, List<String> paths, Duration limit) {
		return new Readers(suite, paths, (_) -> limit, List.of("no-store"));
	}

	private Readers(Suite suite, List<String> paths, Function<String, Duration> limits, List<String> wishes) {
		this.suite = suite;
		this.paths = paths;
		this.limits = limits;
		for (int reader = 0; reader < wishes.size(); reader++) {
			int first = reader;
			this.readers.submit(() -> read(first, wishes.get(first)));
		}
	}

	/** What a reader wishes is a {@code Cache-Control}, empty for none. */
	private void read(int first, String wish) {
		for (int turn = first; this.reading; turn++) {
			var path = this.paths.get(turn % this.paths.size());
			var limit = this.limits.apply(path);
			var request = HttpRequest.newBuilder(this.suite.url(path)).timeout(limit.plus(MACHINE));
			if (!wish.isEmpty()) {
				request.header("Cache-Control", wish);
			}
			var begin = System.nanoTime();
			try {
				var response = this.http.send(request.build(), BodyHandlers.ofByteArray());
				if (response.statusCode() != 200) {
					this.failures.add("%s: %d, %s".formatted(path, response.statusCode(),
							response.headers().firstValue("Cache-Status").orElse("")));
				}
				judge(new Timed(path, Duration.ofNanos(System.nanoTime() - begin), limit));
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

	/**
	 * The client's own limit ends with the headers; to a reader the whole answer counts.
	 */
	private void judge(Timed answer) {
		this.times.add(answer.took().toMillis());
		this.slowest.accumulateAndGet(answer, Timed::worse);
		if (answer.took().compareTo(answer.limit().plus(MACHINE)) > 0) {
			this.failures.add(answer.toString());
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

	/** The answer that came closest to its limit, or went beyond. */
	Timed slowest() {
		return this.slowest.get();
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

	/**
	 * An answer, and how long it took.
	 *
	 * @param path what was read
	 * @param took how long, from the request to the last byte
	 * @param limit how long its route waits
	 */
	record Timed(String path, Duration took, Duration limit) {

		private Timed worse(Timed other) {
			return (other.share() > share()) ? other : this;
		}

		private double share() {
			return (double) this.took.toMillis() / this.limit.toMillis();
		}

		@Override
		public String toString() {
			return "%s took %d ms of %d, and of %d for the machine".formatted(this.path, this.took.toMillis(),
					this.limit.toMillis(), MACHINE.toMillis());
		}

	}

}
