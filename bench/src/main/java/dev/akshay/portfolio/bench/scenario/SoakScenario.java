package dev.akshay.portfolio.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Client;
import dev.akshay.portfolio.bench.load.Client.Outcome;
import dev.akshay.portfolio.bench.process.LiveHeap;
import dev.akshay.portfolio.bench.process.ResidentMemory;
import dev.akshay.portfolio.bench.process.Server;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Trend;
import dev.akshay.portfolio.bench.report.Trend.Point;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Modules;
import dev.akshay.portfolio.bench.suite.Suite;

/** Whether the gateway holds on to anything in the long run. */
final class SoakScenario implements Scenario {

	private static final String PARANOID = "-Dio.netty.leakDetection.level=paranoid";

	/**
	 * A heap of one size from the start, so that resident memory tells what lies beside
	 * it. What lies in it is asked for.
	 */
	private static final List<String> WHOLE_HEAP = List.of("-Xms192m", "-XX:+AlwaysPreTouch");

	private static final Duration LENGTH = Duration.ofMinutes(30);

	private static final Duration SETTLING = Duration.ofMinutes(5);

	private static final Duration SAMPLING = Duration.ofSeconds(10);

	private static final Duration LETTERS = Duration.ofSeconds(2);

	private static final Duration CHUNK = Duration.ofMinutes(1);

	private static final int AT_A_TIME = 32;

	private static final double MOST_GROWTH_PERCENT = 3;

	private static final double MOST_SPREAD_PERCENT = 10;

	private static final double MOST_FAILURES_PERCENT = 0.01;

	private static final double MICROS_PER_MILLI = 1_000;

	private static final double MILLIS_PER_SECOND = 1_000;

	@Override
	public String name() {
		return "soak";
	}

	@Override
	public String summary() {
		return "Memory and buffer leaks of the gateway under mixed traffic at half of capacity, for --minutes.";
	}

	@Override
	public boolean onlyByName() {
		return true;
	}

	@Override
	public Findings measure(Conditions conditions) {
		Modules modules = new Modules(conditions.root(), conditions.folder());
		conditions.tell("starting the suite");
		try (Suite suite = Suite.up(conditions.root(), conditions.folder().resolve("home"), Map.of());
				Server gateway = modules.gateway(suite.address("website"), addresses(suite), flags());
				Client client = new Client();
				ScheduledExecutorService clock = Executors.newScheduledThreadPool(2)) {
			LetterWriter letters = new LetterWriter(gateway::at);
			try {
				return measure(conditions, gateway, client, clock, letters);
			}
			finally {
				clock.shutdownNow();
			}
		}
	}

	private static String[] flags() {
		return Stream.concat(Stream.of(PARANOID), WHOLE_HEAP.stream()).toArray(String[]::new);
	}

	/** Where the suite's services are, for a gateway beside its own. */
	static Map<String, String> addresses(Suite suite) {
		Map<String, String> settings = new HashMap<>();
		for (String service : List.of("website", "profile-service", "projects-service", "insights-service",
				"contact-service")) {
			settings.put("PORTFOLIO_SERVICES_" + service.replace("-", "").toUpperCase(Locale.ROOT),
					Modules.base(suite.address(service)));
		}
		URI kafka = suite.address("kafka");
		settings.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.getHost() + ":" + kafka.getPort());
		settings.put("PORTFOLIO_LIMITS_ENABLED", "false");
		return settings;
	}

	private static Findings measure(Conditions conditions, Server gateway, Client client,
			ScheduledExecutorService clock, LetterWriter letters) {
		MixedTraffic traffic = MixedTraffic.on(gateway::at);
		conditions.tell("measuring the capacity");
		client.closed(conditions.warmUp(), AT_A_TIME, traffic::request);
		Duration attempt = conditions.warmUp();
		double capacity = client.closed(attempt, AT_A_TIME, traffic::request).latencies().count() * MILLIS_PER_SECOND
				/ attempt.toMillis();
		double rate = capacity / 2;
		conditions.tell("capacity %,.0f requests/s, soaking at %,.0f".formatted(capacity, rate));
		Duration length = length(conditions);
		long began = System.nanoTime();
		List<Point> memory = new CopyOnWriteArrayList<>();
		var sampling = clock
			.scheduleAtFixedRate(
					() -> memory.add(new Point((System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1),
							ResidentMemory.mebibytes(gateway.process()))),
					0, SAMPLING.toMillis(), TimeUnit.MILLISECONDS);
		var writing = clock.scheduleWithFixedDelay(letters, 0, LETTERS.toMillis(), TimeUnit.MILLISECONDS);
		List<Outcome> outcomes = new ArrayList<>();
		List<Point> heap = new ArrayList<>();
		long[] sent = { 0 };
		while (System.nanoTime() - began < length.toNanos()) {
			outcomes.add(client.paced(CHUNK, rate, (_) -> traffic.request(sent[0]++)));
			heap.add(new Point((System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1),
					LiveHeap.mebibytes(gateway.process())));
			conditions.tell("minute %d of %d: %.0f MiB, %.1f MiB of the heap alive, p99 %.1f ms, %d failed".formatted(
					outcomes.size(), length.toMinutes(), ResidentMemory.mebibytes(gateway.process()),
					heap.getLast().value(), outcomes.getLast().latencies().micros(99) / MICROS_PER_MILLI,
					outcomes.getLast().failed()));
		}
		sampling.cancel(false);
		writing.cancel(false);
		return findings(conditions, capacity, outcomes, new Memory(new Trend(memory), new Trend(heap)),
				leaks(conditions, gateway), letters);
	}

	private static Duration length(Conditions conditions) {
		return conditions.endurance().timeOr(LENGTH);
	}

	private static Findings findings(Conditions conditions, double capacity, List<Outcome> outcomes, Memory memory,
			long leaks, LetterWriter letters) {
		Findings findings = new Findings();
		Duration length = length(conditions);
		Duration settling = (length.compareTo(SETTLING.multipliedBy(2)) >= 0) ? SETTLING : length.dividedBy(2);
		Trend settled = memory.resident().from((double) settling.toSeconds());
		Trend alive = memory.alive().from((double) settling.toSeconds());
		long requests = outcomes.stream().mapToLong((outcome) -> outcome.latencies().count()).sum();
		long failed = outcomes.stream().mapToLong(Outcome::failed).sum() + letters.failed();
		findings.rows()
			.add(new Row("gateway", "mixed, half of capacity").with("requests", Figure.once("", (double) requests))
				.with("capacity", Figure.once("requests/s", capacity))
				.with("p50", minutes(outcomes, 50))
				.with("p99", minutes(outcomes, 99))
				.with("p99.9", minutes(outcomes, 99.9))
				.with("resident", mebibytes(settled))
				.with("heap alive", mebibytes(alive)));
		String when = "minutes %d to %d".formatted(settling.toMinutes(), length.toMinutes());
		findings.verdicts()
			.add(Verdict.atMost("growth of resident memory by trend, " + when, settled.growthPercent(),
					MOST_GROWTH_PERCENT, "%"));
		findings.verdicts()
			.add(Verdict.atMost("highest minus lowest resident memory, " + when, settled.spreadPercent(),
					MOST_SPREAD_PERCENT, "%"));
		findings.verdicts()
			.add(Verdict.atMost("growth of what is alive in the heap by trend, " + when, alive.growthPercent(),
					MOST_GROWTH_PERCENT, "%"));
		findings.verdicts().add(Verdict.atMost("buffer leaks reported by Netty", (double) leaks, 0, ""));
		findings.verdicts()
			.add(Verdict.atMost("requests that failed", 100.0 * failed / Math.max(1, requests), MOST_FAILURES_PERCENT,
					"%"));
		Map<String, Long> statuses = new TreeMap<>();
		outcomes.forEach((outcome) -> Stream.of(outcome.answers(), outcome.failures())
			.forEach((counts) -> counts.forEach((what, count) -> statuses.merge(what, count.sum(), Long::sum))));
		findings.notes().add("answers by status: " + statuses);
		findings.notes()
			.add("%d messages posted and their receipts watched as streams, every third left early"
				.formatted(letters.written()));
		findings.notes()
			.add("a gateway with %s beside the suite's own, its heap collected once a minute; latencies by minute, counted from when each request was due"
				.formatted(String.join(" ", flags())));
		return findings;
	}

	private static Figure mebibytes(Trend memory) {
		return new Figure("MiB", memory.points().stream().map(Point::value).toList());
	}

	private static Figure minutes(List<Outcome> outcomes, double percent) {
		return new Figure("ms",
				outcomes.stream().map((outcome) -> outcome.latencies().micros(percent) / MICROS_PER_MILLI).toList());
	}

	/** Each report tells who touched the buffer last, which is all there is to go by. */
	private static long leaks(Conditions conditions, Server gateway) {
		try (Stream<String> lines = Files.lines(gateway.log())) {
			List<String> reports = lines.filter((line) -> line.contains("LEAK:")).toList();
			reports.forEach(conditions::tell);
			return reports.size();
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot read " + gateway.log(), ex);
		}
	}

	/**
	 * Both over time.
	 *
	 * @param resident what the process holds of the machine
	 * @param alive what is left of its heap by a full collection
	 */
	private record Memory(Trend resident, Trend alive) {
	}

}
