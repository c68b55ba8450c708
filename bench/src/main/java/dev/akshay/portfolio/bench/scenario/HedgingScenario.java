package dev.akshay.portfolio.bench.scenario;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Client;
import dev.akshay.portfolio.bench.load.Client.Outcome;
import dev.akshay.portfolio.bench.load.Client.Request;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.peer.Origin;
import dev.akshay.portfolio.bench.peer.Peers;
import dev.akshay.portfolio.bench.process.Server;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Modules;

/**
 * What a second request to another replica does for the slowest answers, as in Dean and
 * Barroso, <em>The Tail at Scale</em> (2013).
 */
final class HedgingScenario implements Scenario {

	private static final long THINKING_MILLIS = 3;

	private static final long SLOW_MILLIS = 100 * THINKING_MILLIS;

	private static final double PER_SECOND = 200;

	/** The share of requests that may fail before a turn counts as broken. */
	private static final double TOLERATED_FAILURES = 0.001;

	/** While compilers are at work, a clock would only build a queue. */
	private static final int AT_A_TIME_IN_WARM_UP = 4;

	private static final String HEDGING_SETTING = "PORTFOLIO_GATEWAY_ROUTES_WEBSITE_HEDGING_ENABLED";

	/**
	 * Turns are longer than elsewhere: a thousandth of a turn must be several requests.
	 */
	private static final int TURN_ROUNDS = 4;

	private static final List<String> SLOW_SHARES = List.of("0.01", "0.05");

	private static final String EXTRA = "requests at the origins";

	private static final String TAIL = "p99.9";

	private static final double TIMES_LOWER = 20;

	private static final double MOST_EXTRA_PERCENT = 5;

	private static final double MICROS_PER_MILLI = 1_000;

	@Override
	public String name() {
		return "hedging";
	}

	@Override
	public String summary() {
		return "Tail latency with and without hedging when one replica of two is slow for 1 % and 5 % of its requests.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		Peers peers = new Peers(conditions.folder());
		Modules modules = new Modules(conditions.root(), conditions.folder());
		conditions.tell("starting the servers");
		var documents = SampleDocuments.in(conditions.folder());
		try (Server steady = peers.origin(documents, THINKING_MILLIS, THINKING_MILLIS);
				Server slow = peers.origin(documents, THINKING_MILLIS, SLOW_MILLIS);
				Server hedging = gateway(modules, steady, slow, true);
				Server patient = gateway(modules, steady, slow, false);
				Client client = new Client()) {
			List<Arrangement> arrangements = new ArrayList<>();
			for (String share : SLOW_SHARES) {
				arrangements.add(new Arrangement("without hedging", share, patient));
				arrangements.add(new Arrangement("with hedging", share, hedging));
			}
			Map<Arrangement, List<Turn>> turns = new LinkedHashMap<>();
			for (Arrangement arrangement : arrangements) {
				conditions.tell("warming up " + arrangement);
				client.closed(conditions.warmUp(), AT_A_TIME_IN_WARM_UP, arrangement::request);
				client.paced(conditions.round(), PER_SECOND, arrangement::request);
				turns.put(arrangement, new ArrayList<>());
			}
			for (int round = 1; round <= conditions.rounds(); round++) {
				for (Map.Entry<Arrangement, List<Turn>> entry : turns.entrySet()) {
					Turn turn = turn(client, entry.getKey(), conditions, List.of(steady, slow));
					entry.getValue().add(turn);
					conditions.tell("round %d of %d: %s: p99.9 %.1f ms, %+.1f %% requests".formatted(round,
							conditions.rounds(), entry.getKey(), turn.p999(), turn.extraPercent()));
				}
			}
			turns.forEach((arrangement, taken) -> findings.rows().add(row(arrangement, taken)));
		}
		findings.rows()
			.add(new Row("The Tail at Scale, without", "1,000 keys of 100 servers").with(TAIL,
					Figure.once("ms", 1_800)));
		findings.rows()
			.add(new Row("The Tail at Scale, hedged after 10 ms", "1,000 keys of 100 servers")
				.with(TAIL, Figure.once("ms", 74))
				.with(EXTRA, Figure.once("% more", 2)));
		SLOW_SHARES.forEach((share) -> judge(findings, share));
		findings.notes()
			.add("%.0f requests per second by the clock, latency from the moment each was due; both replicas answer after %d ms, one of them after %d ms for the given share of its requests, by timers"
				.formatted(PER_SECOND, THINKING_MILLIS, SLOW_MILLIS));
		findings.notes()
			.add("two gateways in the same run, one with portfolio.gateway.routes.website.hedging.enabled=false");
		return findings;
	}

	private static Server gateway(Modules modules, Server steady, Server slow, boolean hedging) {
		return modules.gateway(steady.at("/"), Map.of("PORTFOLIO_SERVICES_WEBSITE",
				Modules.replicas(List.of(steady.at("/"), slow.at("/"))), HEDGING_SETTING, String.valueOf(hedging)));
	}

	private static Turn turn(Client client, Arrangement arrangement, Conditions conditions, List<Server> origins) {
		Http http = new Http();
		long before = origins.stream().mapToLong((origin) -> OriginCheck.count(http, origin)).sum();
		Outcome outcome = client.paced(conditions.round().multipliedBy(TURN_ROUNDS), PER_SECOND, arrangement::request);
		long seen = origins.stream().mapToLong((origin) -> OriginCheck.count(http, origin)).sum() - before;
		int sent = outcome.latencies().count();
		if (outcome.failed() > sent * TOLERATED_FAILURES || sent == 0) {
			throw new BenchFailure("%s: %d requests failed: %s, %s".formatted(arrangement, outcome.failed(),
					outcome.answers(), outcome.failures()));
		}
		return new Turn(outcome.latencies().micros(50) / MICROS_PER_MILLI,
				outcome.latencies().micros(99) / MICROS_PER_MILLI, outcome.latencies().micros(99.9) / MICROS_PER_MILLI,
				100.0 * (seen - sent) / sent);
	}

	private static Row row(Arrangement arrangement, List<Turn> turns) {
		return new Row(arrangement.name(), arrangement.workload())
			.with("p50", new Figure("ms", turns.stream().map(Turn::p50).toList()))
			.with("p99", new Figure("ms", turns.stream().map(Turn::p99).toList()))
			.with(TAIL, new Figure("ms", turns.stream().map(Turn::p999).toList()))
			.with(EXTRA, new Figure("% more", turns.stream().map(Turn::extraPercent).toList()));
	}

	private static void judge(Findings findings, String share) {
		String workload = workload(share);
		Row without = findings.row("without hedging", workload).orElseThrow();
		Row with = findings.row("with hedging", workload).orElseThrow();
		findings.verdicts()
			.add(Verdict
				.atLeast("p99.9 without / with hedging, " + workload, without.median(TAIL) / with.median(TAIL),
						TIMES_LOWER, "×")
				.remark(share.equals(SLOW_SHARES.getFirst()) ? "" : "the target is for 1 %"));
		findings.verdicts()
			.add(Verdict.atMost("more requests, " + workload, with.median(EXTRA), MOST_EXTRA_PERCENT, "%"));
	}

	private static String workload(String share) {
		return "%.0f %% slow on one of two".formatted(100 * Double.parseDouble(share));
	}

	private record Arrangement(String name, String share, Server gateway) {

		String workload() {
			return HedgingScenario.workload(this.share);
		}

		Request request(long number) {
			URI address = this.gateway.at(Origin.UNCACHED + SampleDocuments.JSON);
			return Request.get(address, Map.of(Origin.SLOW_SHARE, this.share));
		}

		@Override
		public String toString() {
			return this.name + ", " + workload();
		}

	}

	private record Turn(double p50, double p99, double p999, double extraPercent) {
	}

}
