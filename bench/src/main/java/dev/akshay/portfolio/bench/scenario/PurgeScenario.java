package dev.akshay.portfolio.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.load.Latencies;
import dev.akshay.portfolio.bench.process.Server;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Modules;
import dev.akshay.portfolio.bench.suite.Suite;

/** How long a change that is committed is not yet seen by somebody. */
final class PurgeScenario implements Scenario {

	private static final String CHANGED = "projects/kodai";

	private static final List<String> SEEN_AT = List.of("/projects/kodai", "/api/projects/kodai");

	private static final String MARK = "Revision number ";

	private static final int PUBLISHES = 30;

	private static final int PUBLISHES_BEFORE = 3;

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final double MOST_MILLIS = 100;

	private static final double NANOS_PER_MILLI = 1_000_000;

	@Override
	public String name() {
		return "purge";
	}

	@Override
	public String summary() {
		return "Time from the commit of a change until no gateway serves the old bytes.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Path content = copy(conditions.root().resolve("content"), conditions.folder().resolve("content"));
		Modules modules = new Modules(conditions.root(), conditions.folder());
		conditions.tell("starting the suite and a second gateway");
		try (Suite suite = Suite.up(conditions.root(), conditions.folder().resolve("home"),
				Map.of("PORTFOLIO_CONTENT_LOCATION", content.toString()));
				Server second = modules.gateway(suite.address("website"), SoakScenario.addresses(suite));
				ContentEvents events = ContentEvents.of(suite.address("kafka"));
				ExecutorService readers = Executors.newCachedThreadPool()) {
			List<URI> addresses = Stream.concat(SEEN_AT.stream().map(suite::at), SEEN_AT.stream().map(second::at))
				.toList();
			List<Double> millis = new ArrayList<>();
			try {
				for (int number = 1; number <= PUBLISHES_BEFORE + PUBLISHES; number++) {
					double latency = publish(content, number, addresses, events, readers);
					if (number > PUBLISHES_BEFORE) {
						millis.add(latency);
						conditions.tell("publish %d of %d: %.1f ms".formatted(millis.size(), PUBLISHES, latency));
					}
				}
			}
			finally {
				readers.shutdownNow();
			}
			return findings(millis);
		}
	}

	/** Changes the file and watches every copy of what it says until the last is new. */
	private static double publish(Path content, int number, List<URI> addresses, ContentEvents events,
			ExecutorService readers) {
		for (URI address : addresses) {
			// each gateway has it when the change comes
			Http http = new Http();
			http.get(address);
			CacheStatus.require(http.get(address), CacheStatus.HIT);
		}
		events.forget();
		String mark = MARK + number + ".";
		List<Future<Instant>> watches = addresses.stream()
			.map((address) -> readers.submit((Callable<Instant>) () -> lastOld(address, mark)))
			.toList();
		change(content, mark);
		Instant committed = events.next(CHANGED, PATIENCE);
		Instant last = Instant.MIN;
		for (Future<Instant> watch : watches) {
			Instant old = await(watch);
			last = old.isAfter(last) ? old : last;
		}
		return Math.max(0, Duration.between(committed, last).toNanos() / NANOS_PER_MILLI);
	}

	private static Instant await(Future<Instant> watch) {
		try {
			return watch.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new BenchFailure("a gateway still serves the old bytes after %d s".formatted(PATIENCE.toSeconds()),
					ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	/** When the last answer without the mark had arrived. */
	private static Instant lastOld(URI address, String mark) throws InterruptedException {
		Http http = new Http();
		Instant last = Instant.MIN;
		Instant end = Instant.now().plus(PATIENCE);
		while (Instant.now().isBefore(end)) {
			byte[] body = http.get(address).body();
			Instant now = Instant.now();
			if (new String(body, StandardCharsets.UTF_8).contains(mark)) {
				return last;
			}
			last = now;
			Thread.sleep(BETWEEN_LOOKS);
		}
		throw new BenchFailure("%s still serves the old bytes".formatted(address));
	}

	private static void change(Path content, String mark) {
		Path file = content.resolve(CHANGED + ".md");
		try {
			String before = Files.readString(file).replaceAll("\\n" + MARK + "\\d+\\.\\n", "");
			Path next = Files.writeString(file.resolveSibling(".next"), before + "\n" + mark + "\n");
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot write to " + content, ex);
		}
	}

	private static Path copy(Path from, Path to) {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.toList()) {
				Files.copy(file, to.resolve(from.relativize(file).toString()));
			}
			return to;
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot copy " + from, ex);
		}
	}

	private static Findings findings(List<Double> millis) {
		Latencies latencies = new Latencies();
		millis.forEach((latency) -> latencies.add((long) (latency * NANOS_PER_MILLI)));
		Findings findings = new Findings();
		Row row = new Row("two gateways", "page and JSON of one project").with("commit to last old byte",
				new Figure("ms", millis));
		row.with("p95", Figure.once("ms", latencies.micros(95) / 1_000));
		findings.rows().add(row);
		findings.verdicts()
			.add(Verdict.atMost("publish to no replica serving the old bytes, median",
					row.median("commit to last old byte"), MOST_MILLIS, "ms"));
		findings.notes()
			.add("%d changes of one file; from the time that the event carries (ce_time, taken inside the transaction of the change) to the arrival of the last old answer, of the page and the JSON at both gateways, each asked every %d ms"
				.formatted(PUBLISHES, BETWEEN_LOOKS.toMillis()));
		findings.notes()
			.add("the time the service takes to notice a changed file comes before, and is not a part of it");
		return findings;
	}

}
