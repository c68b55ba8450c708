package dev.akshay.portfolio.bench.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.load.Latencies;
import dev.akshay.portfolio.bench.peer.Peers;
import dev.akshay.portfolio.bench.peer.Peers.Document;
import dev.akshay.portfolio.bench.process.Server;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Modules;
import dev.akshay.portfolio.bench.suite.Suite;

/**
 * How long a reader waits for the home page, against a reader who asks for what is on it
 * call by call.
 */
final class CompositionScenario implements Scenario {

	/** What the home page is made of, in the order in which it is read. */
	private static final Map<String, String> CALLS = calls();

	private static final Map<String, String> UNCACHED = Map.of("Cache-Control", "no-store");

	private static final String SEQUENCE = "calls in sequence, uncached";

	private static final String COLD = "composed page, uncached";

	private static final String WARM = "composed page, from the edge";

	private static final List<Long> THINKING_MILLIS = List.of(0L, 20L);

	private static final double LESS_PERCENT = 70;

	private static final double MICROS_PER_MILLI = 1_000;

	private static Map<String, String> calls() {
		Map<String, String> calls = new LinkedHashMap<>();
		calls.put("/api/profile", "PROFILESERVICE");
		calls.put("/api/projects", "PROJECTSSERVICE");
		calls.put("/api/insights", "INSIGHTSSERVICE");
		return calls;
	}

	@Override
	public String name() {
		return "composition";
	}

	@Override
	public String summary() {
		return "Latency of the home page, composed by parallel and cached calls, against the same calls in sequence.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		Map<String, byte[]> contents = new HashMap<>();
		conditions.tell("starting the suite");
		try (Suite suite = Suite.up(conditions.root(), conditions.folder().resolve("home"), Map.of())) {
			CALLS.keySet().forEach((path) -> contents.put(path, new Http().get(suite.at(path)).body()));
			compare(findings, conditions, "the suite itself", suite::at);
		}
		for (long thinking : THINKING_MILLIS) {
			standIns(findings, conditions, contents, thinking);
		}
		findings.notes()
			.add("in sequence: GET %s one after another on one connection, each past the edge (Cache-Control: no-store)"
				.formatted(String.join(", ", CALLS.keySet())));
		findings.notes().add("composed: GET /, which the website makes of the same three calls, all at once");
		findings.notes()
			.add("stand-ins: the real gateway and website before origins that give the services' own answers after the time told; with three equal calls, asking at once can save two thirds at most");
		findings.notes().add("latencies of one reader with nobody else around, first byte sent to last byte received");
		return findings;
	}

	private void standIns(Findings findings, Conditions conditions, Map<String, byte[]> contents, long thinking) {
		Peers peers = new Peers(conditions.folder());
		Modules modules = new Modules(conditions.root(), conditions.folder());
		List<Server> origins = new ArrayList<>();
		Map<String, String> services = new HashMap<>();
		try {
			for (Map.Entry<String, String> call : CALLS.entrySet()) {
				Path file = Files.createTempFile(conditions.folder(), "answer", ".json");
				Files.write(file, contents.getOrDefault(call.getKey(), new byte[0]));
				Server origin = peers.origin(List.of(new Document(call.getKey(), "application/json", file)), thinking,
						thinking);
				origins.add(origin);
				services.put("PORTFOLIO_SERVICES_" + call.getValue(), Modules.base(origin.at("/")));
			}
			try (Server website = modules.website(services);
					Server gateway = modules.gateway(website.at("/"), services)) {
				compare(findings, conditions, "stand-ins that think %d ms".formatted(thinking), gateway::at);
			}
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot write to " + conditions.folder(), ex);
		}
		finally {
			origins.forEach(Server::close);
		}
	}

	private static void compare(Findings findings, Conditions conditions, String services, Function<String, URI> at) {
		Http http = new Http();
		Map<String, Runnable> ways = new LinkedHashMap<>();
		ways.put(SEQUENCE, () -> CALLS.keySet().forEach((path) -> forwarded(http, at.apply(path))));
		ways.put(COLD, () -> forwarded(http, at.apply("/")));
		ways.put(WARM, () -> hit(http, at.apply("/")));
		// fills the edge
		http.get(at.apply("/"));
		ways.forEach((way, call) -> {
			conditions.tell("warming up %s, %s".formatted(way, services));
			repeat(call, conditions.warmUp().toNanos());
		});
		Map<String, List<Latencies>> rounds = new LinkedHashMap<>();
		for (int round = 1; round <= conditions.rounds(); round++) {
			ways.forEach((way, call) -> rounds.computeIfAbsent(way, (_) -> new ArrayList<>())
				.add(repeat(call, conditions.round().toNanos())));
			conditions.tell("round %d of %d: %s".formatted(round, conditions.rounds(), services));
		}
		rounds.forEach((way, taken) -> findings.rows()
			.add(new Row(way, services).with("p50", figure(taken, 50)).with("p99", figure(taken, 99))));
		judge(findings, services, COLD);
		judge(findings, services, WARM);
	}

	private static void judge(Findings findings, String services, String way) {
		findings.row(SEQUENCE, services)
			.flatMap((sequence) -> findings.row(way, services)
				.map((composed) -> 100 * (1 - composed.median("p50") / sequence.median("p50"))))
			.ifPresent((less) -> findings.verdicts()
				.add(Verdict.atLeast("less latency: %s, %s".formatted(way, services), less, LESS_PERCENT, "%")));
	}

	private static Latencies repeat(Runnable call, long nanos) {
		Latencies latencies = new Latencies();
		long end = System.nanoTime() + nanos;
		for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
			call.run();
			latencies.add(System.nanoTime() - began);
		}
		return latencies;
	}

	private static void forwarded(Http http, URI address) {
		HttpResponse<byte[]> response = http.get(address, UNCACHED);
		if (response.statusCode() != 200) {
			throw new BenchFailure("%s answered %d".formatted(address, response.statusCode()));
		}
		CacheStatus.require(response, CacheStatus.FORWARDED);
	}

	private static void hit(Http http, URI address) {
		CacheStatus.require(http.get(address), CacheStatus.HIT);
	}

	private static Figure figure(List<Latencies> rounds, double percent) {
		return new Figure("ms", rounds.stream().map((round) -> round.micros(percent) / MICROS_PER_MILLI).toList());
	}

}
