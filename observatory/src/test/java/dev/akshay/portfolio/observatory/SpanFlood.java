package dev.akshay.portfolio.observatory;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import dev.akshay.portfolio.observatory.span.SpanKind;
import dev.akshay.portfolio.observatory.span.Told;
import dev.akshay.portfolio.observatory.span.TraceId;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/**
 * Offers an observatory more spans than it can keep, by the clock, whether it takes them
 * or not: traces of four spans, one in a hundred failed. Says what became of them, how
 * much memory and CPU the process took, and how long it took meanwhile to tell the
 * topology.
 *
 * <pre>
 * SpanFlood http://127.0.0.1:8080 PID 50000 60
 * </pre>
 */
class SpanFlood {

	private static final int BATCH = 512;

	private static final int SPANS_PER_TRACE = 4;

	private static final int MOST_UNDER_WAY = 64;

	private static final double CLOCK_TICKS = 100;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(5))
		.build();

	private final URI url;

	private final Path process;

	private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();

	private final AtomicInteger underWay = new AtomicInteger();

	SpanFlood(URI url, long pid) {
		this.url = url;
		this.process = Path.of("/proc", String.valueOf(pid));
	}

	static void main(String[] args) throws IOException, InterruptedException {
		new SpanFlood(URI.create(args[0]), Long.parseLong(args[1])).run(Integer.parseInt(args[2]),
				Integer.parseInt(args[3]));
	}

	private void run(int spansPerSecond, int seconds) throws IOException, InterruptedException {
		long pause = 1_000_000_000L * BATCH / spansPerSecond;
		long start = System.nanoTime();
		double cpu = cpuSeconds();
		long most = 0;
		var answers = new ArrayList<Long>();
		long batches = (long) spansPerSecond * seconds / BATCH;
		for (long batch = 0; batch < batches; batch++) {
			long due = start + batch * pause;
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
			offer();
			if (batch % (batches / seconds) == 0) {
				most = Math.max(most, residentKiB());
				answers.add(askMillis());
			}
		}
		double took = (System.nanoTime() - start) / 1e9;
		answers.sort(null);
		System.out.printf("offered %.0f spans/s for %.1f s: %s%n", batches * BATCH / took, took,
				new TreeMap<>(this.outcomes));
		System.out.printf("resident %d MiB at most, %.2f CPU, topology %d ms median, %d ms at most%n", most / 1024,
				(cpuSeconds() - cpu) / took, answers.get(answers.size() / 2), answers.getLast());
		this.http.shutdownNow();
	}

	private void offer() {
		if (this.underWay.get() >= MOST_UNDER_WAY) {
			count("dropped by the sender", BATCH);
			return;
		}
		this.underWay.incrementAndGet();
		this.http
			.sendAsync(HttpRequest.newBuilder(this.url.resolve("/v1/traces"))
				.timeout(Duration.ofSeconds(1))
				.header("Content-Type", "application/x-protobuf")
				.POST(BodyPublishers.ofByteArray(batch()))
				.build(), BodyHandlers.ofByteArray())
			.whenComplete((answer, failure) -> {
				this.underWay.decrementAndGet();
				judge(answer, failure);
			});
	}

	private void judge(HttpResponse<byte[]> answer, Throwable failure) {
		if (failure != null) {
			count("failed: " + failure.getClass().getSimpleName(), BATCH);
			return;
		}
		if (answer.statusCode() != 200) {
			count("answered " + answer.statusCode(), BATCH);
			return;
		}
		try {
			long leftOut = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess().getRejectedSpans();
			count("left out", leftOut);
			count("taken", BATCH - leftOut);
		}
		catch (IOException ex) {
			count("unreadable", BATCH);
		}
	}

	private void count(String outcome, long spans) {
		this.outcomes.computeIfAbsent(outcome, (_) -> new LongAdder()).add(spans);
	}

	private static byte[] batch() {
		var random = ThreadLocalRandom.current();
		var spans = new ArrayList<Told>(BATCH);
		for (int i = 0; i < BATCH / SPANS_PER_TRACE; i++) {
			var trace = new TraceId(random.nextLong(), random.nextLong());
			long id = random.nextLong();
			var door = described(Told.by("gateway", trace, id, 0).lasting(random.nextInt(1, 40)));
			spans.add((i == 0) ? door.failed() : door);
			spans.add(described(Told.by("gateway", trace, id + 1, id)
				.kind(SpanKind.CLIENT)
				.lasting(random.nextInt(1, 30))
				.with("peer.service", "website")));
			spans.add(described(Told.by("website", trace, id + 2, id + 1).lasting(random.nextInt(1, 30))));
			spans.add(described(
					Told.by("website", trace, id + 3, id + 2).kind(SpanKind.CLIENT).lasting(random.nextInt(1, 20))));
		}
		return Told.request(spans.toArray(Told[]::new));
	}

	private static Told described(Told span) {
		return span.with("method", "GET")
			.with("status", "200")
			.with("outcome", "SUCCESS")
			.with("exception", "none")
			.with("uri", "/projects/{slug}")
			.with("http.url", "/projects/kodai");
	}

	private long askMillis() throws IOException, InterruptedException {
		long start = System.nanoTime();
		this.http.send(HttpRequest.newBuilder(this.url.resolve("/api/live/topology")).build(),
				BodyHandlers.discarding());
		return (System.nanoTime() - start) / 1_000_000;
	}

	private long residentKiB() throws IOException {
		return Files.readString(this.process.resolve("status"))
			.lines()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElseThrow();
	}

	private double cpuSeconds() throws IOException {
		var fields = Files.readString(this.process.resolve("stat")).replaceFirst(".*\\) ", "").split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS;
	}

}
