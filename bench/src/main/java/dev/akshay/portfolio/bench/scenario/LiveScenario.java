package dev.akshay.portfolio.bench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.load.Latencies;
import dev.akshay.portfolio.bench.process.CpuTime;
import dev.akshay.portfolio.bench.process.ResidentMemory;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Suite;
import dev.akshay.portfolio.bench.telemetry.Audience;
import dev.akshay.portfolio.bench.telemetry.SpanFlood;
import dev.akshay.portfolio.bench.telemetry.SpanFlood.Outcome;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the live page promises: how soon a visitor sees her own request, how many may
 * listen, and that the observatory survives more spans than it can keep.
 */
final class LiveScenario implements Scenario {

	private static final String OBSERVATORY = "observatory";

	private static final int VISITS = 40;

	private static final int VISITS_BEFORE = 20;

	private static final Duration BETWEEN_VISITS = Duration.ofMillis(300);

	/** Longer than a trace is listened to. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final double LONGEST_MILLIS = 1_000;

	private static final int LISTENERS = 500;

	private static final Duration GATHERING = Duration.ofSeconds(60);

	private static final int SPANS_PER_SECOND = 50_000;

	private static final double MOST_MEBIBYTES = 300;

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration LOOK = Duration.ofSeconds(1);

	private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private static final double MICROS_PER_MILLI = 1_000;

	@Override
	public String name() {
		return "live";
	}

	@Override
	public String summary() {
		return "Time until a visitor's trace is whole, 500 listeners for a minute, 50,000 spans a second for another.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		conditions.tell("starting the suite");
		try (Suite suite = Suite.up(conditions.root(), conditions.folder().resolve("home"), Map.of())) {
			traces(suite, conditions, findings);
			listeners(suite, conditions, findings);
			flood(suite, conditions, findings);
		}
		return findings;
	}

	/**
	 * A visitor reads a page that the edge has to ask for, and looks at her own trace.
	 */
	private static void traces(Suite suite, Conditions conditions, Findings findings) {
		conditions.tell("looking at %d traces".formatted(VISITS));
		Latencies latencies = new Latencies();
		List<Double> spans = new ArrayList<>();
		try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			for (int number = 1; number <= VISITS_BEFORE + VISITS; number++) {
				Seen seen = visit(suite, client);
				if (number > VISITS_BEFORE) {
					latencies.add(seen.nanos());
					spans.add((double) seen.spans());
				}
				pause(BETWEEN_VISITS);
			}
		}
		double slowest = latencies.micros(100) / MICROS_PER_MILLI;
		findings.rows()
			.add(new Row("a visitor's own trace", "home page past the edge, quiet site")
				.with("p50", Figure.once("ms", latencies.micros(50) / MICROS_PER_MILLI))
				.with("p95", Figure.once("ms", latencies.micros(95) / MICROS_PER_MILLI))
				.with("slowest", Figure.once("ms", slowest))
				.with("spans", new Figure("", spans)));
		findings.verdicts()
			.add(Verdict.atMost("a visitor's trace is whole behind the load of the page, slowest of " + VISITS, slowest,
					LONGEST_MILLIS, "ms"));
		findings.notes()
			.add("from the last byte of the page to the arrival of the event with the last span that ever came, on the"
					+ " stream that the page itself listens to; %d visits before that did not count"
						.formatted(VISITS_BEFORE));
	}

	private static Seen visit(Suite suite, HttpClient client) {
		HttpResponse<byte[]> page = new Http().get(suite.at("/"), Map.of("Cache-Control", "no-cache"));
		long loaded = System.nanoTime();
		String trace = page.headers()
			.firstValue("traceresponse")
			.map((value) -> value.split("-", -1)[1])
			.orElseThrow(() -> new BenchFailure("the page names no trace"));
		HttpRequest request = HttpRequest.newBuilder(suite.at("/api/live/traces/" + trace))
			.header("Accept", "text/event-stream")
			.timeout(PATIENCE)
			.build();
		try {
			HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
			try (Stream<String> lines = response.body()) {
				return lastSpan(lines.iterator(), loaded);
			}
		}
		catch (IOException | UncheckedIOException ex) {
			throw new BenchFailure("%s does not answer: %s".formatted(request.uri(), ex), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	/** The stream ends when no more is expected. */
	private static Seen lastSpan(Iterator<String> lines, long loaded) {
		Seen last = new Seen(0, 0);
		while (lines.hasNext()) {
			String line = lines.next();
			if (line.startsWith("data:{")) {
				int spans = JsonMapper.shared().readTree(line.substring("data:".length())).path("spans").size();
				if (spans > last.spans()) {
					last = new Seen(spans, System.nanoTime() - loaded);
				}
			}
		}
		if (last.spans() < 2) {
			throw new BenchFailure("the trace of a page that was asked for has %d spans".formatted(last.spans()));
		}
		return last;
	}

	private static void listeners(Suite suite, Conditions conditions, Findings findings) {
		conditions.tell("%d listen for a minute".formatted(LISTENERS));
		ProcessHandle observatory = observatory(suite);
		try (Audience audience = new Audience()) {
			audience.join(suite.at("/api/live/events"), LISTENERS);
			long end = System.nanoTime() + GATHERING.toNanos();
			while (audience.listening() < LISTENERS && System.nanoTime() < end) {
				pause(LOOK);
			}
			Duration cpu = CpuTime.of(List.of(observatory));
			Latencies pages = new Latencies();
			double most = 0;
			long begin = System.nanoTime();
			while (System.nanoTime() - begin < MINUTE.toNanos()) {
				pages.add(timed(suite.at("/")));
				most = Math.max(most, ResidentMemory.mebibytes(observatory));
				pause(BETWEEN_VISITS);
			}
			double seconds = (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
			int listening = audience.listening();
			List<Long> heard = audience.heard();
			findings.rows()
				.add(new Row(LISTENERS + " listeners", "one minute")
					.with("listening at its end", Figure.once("", listening))
					.with("events to each", new Figure("", heard.stream().map(Long::doubleValue).toList()))
					.with("observatory, resident", Figure.once("MiB", most))
					.with("observatory, cores",
							Figure.once("", cores(CpuTime.of(List.of(observatory)).minus(cpu), seconds)))
					.with("home page meanwhile, p99", Figure.once("ms", pages.micros(99) / MICROS_PER_MILLI)));
			findings.verdicts()
				.add(Verdict.atLeast("listeners at the same time, still there after a minute", listening, LISTENERS,
						""));
		}
	}

	private static void flood(Suite suite, Conditions conditions, Findings findings) {
		conditions.tell("%,d spans a second for a minute".formatted(SPANS_PER_SECOND));
		ProcessHandle observatory = observatory(suite);
		try (SpanFlood flood = new SpanFlood(suite.address(OBSERVATORY));
				ExecutorService sender = Executors.newSingleThreadExecutor()) {
			Duration cpu = CpuTime.of(List.of(observatory));
			long begin = System.nanoTime();
			Future<Double> offering = sender.submit(() -> flood.run(SPANS_PER_SECOND, MINUTE));
			Latencies answers = new Latencies();
			double most = 0;
			while (!offering.isDone()) {
				answers.add(timed(suite.at("/api/live/topology")));
				most = Math.max(most, ResidentMemory.mebibytes(observatory));
				pause(LOOK);
			}
			double seconds = (double) (System.nanoTime() - begin) / TimeUnit.SECONDS.toNanos(1);
			Row row = new Row("a flood of spans", "one minute").with("offered/s", Figure.once("", offered(offering)))
				.with("taken", spans(flood, Outcome.TAKEN))
				.with("left out", spans(flood, Outcome.LEFT_OUT))
				.with("refused", spans(flood, Outcome.REFUSED))
				.with("unanswered", spans(flood, Outcome.UNANSWERED))
				.with("dropped by the sender", spans(flood, Outcome.DROPPED))
				.with("observatory, resident", Figure.once("MiB", most))
				.with("observatory, cores",
						Figure.once("", cores(CpuTime.of(List.of(observatory)).minus(cpu), seconds)))
				.with("topology meanwhile, p50", Figure.once("ms", answers.micros(50) / MICROS_PER_MILLI))
				.with("topology meanwhile, slowest", Figure.once("ms", answers.micros(100) / MICROS_PER_MILLI));
			findings.rows().add(row);
			findings.verdicts()
				.add(Verdict.atMost(
						"observatory's resident memory with %,d spans/s offered".formatted(SPANS_PER_SECOND), most,
						MOST_MEBIBYTES, "MiB"));
			findings.verdicts()
				.add(Verdict.atLeast("spans offered per second", row.median("offered/s"), 0.99 * SPANS_PER_SECOND, ""));
			findings.verdicts()
				.add(Verdict.atLeast("observatory is the same process behind it", observatory.isAlive() ? 1 : 0, 1,
						""));
		}
		findings.notes()
			.add("the flood comes in exports of 512 spans, at most 64 under way, by the clock: an export that finds no"
					+ " place is dropped by its sender, as exporters do");
	}

	private static Figure spans(SpanFlood flood, Outcome outcome) {
		return Figure.once("", (double) flood.spans(outcome));
	}

	private static double offered(Future<Double> offering) {
		try {
			return offering.get();
		}
		catch (ExecutionException ex) {
			throw new BenchFailure("the flood broke off", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	private static ProcessHandle observatory(Suite suite) {
		return suite.replicas(OBSERVATORY).getFirst();
	}

	private static double cores(Duration cpu, double seconds) {
		return cpu.toNanos() / NANOS_PER_MILLI / MICROS_PER_MILLI / seconds;
	}

	private static long timed(URI address) {
		Http http = new Http();
		long begin = System.nanoTime();
		http.get(address);
		return System.nanoTime() - begin;
	}

	private static void pause(Duration length) {
		try {
			Thread.sleep(length);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	/**
	 * How much of a trace was seen.
	 *
	 * @param spans how many spans
	 * @param nanos when the last one arrived, behind the load of the page
	 */
	private record Seen(int spans, long nanos) {
	}

}
