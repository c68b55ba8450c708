package dev.akshay.portfolio.bench.scenario;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.load.Wrk.Load;
import dev.akshay.portfolio.bench.peer.Peers;
import dev.akshay.portfolio.bench.peer.Peers.Answer;
import dev.akshay.portfolio.bench.process.Server;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.scenario.OriginCheck.Expected;
import dev.akshay.portfolio.bench.scenario.Rounds.Subject;
import dev.akshay.portfolio.bench.suite.Modules;

/**
 * What an answer from the edge cache costs, beside what people would put there instead.
 */
final class CacheScenario implements Scenario {

	static final String GATEWAY = "gateway, hit";

	static final String RAW = "Reactor Netty, same bytes";

	static final String NGINX = "nginx proxy_cache, hit";

	static final String PLAIN = "Spring Cloud Gateway, proxied";

	static final String PLAIN_CACHED = "Spring Cloud Gateway, LocalResponseCache hit";

	private static final int CONNECTIONS = 64;

	private static final String PAGE_LOAD = "20 KB page";

	private static final Map<String, String> WORKLOADS = Map.of(SampleDocuments.PAGE, PAGE_LOAD, SampleDocuments.JSON,
			"4 KB JSON");

	/** Set by the server that sends them. */
	private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "transfer-encoding", "keep-alive",
			":status");

	@Override
	public String name() {
		return "cache";
	}

	@Override
	public String summary() {
		return "CPU per cached hit: the gateway beside raw Reactor Netty, nginx and Spring Cloud Gateway.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		Peers peers = new Peers(conditions.folder());
		Modules modules = new Modules(conditions.root(), conditions.folder());
		conditions.tell("starting the servers");
		try (Server origin = peers.origin(SampleDocuments.in(conditions.folder()), 0, 0);
				Server gateway = modules.gateway(origin.at("/"), Map.of());
				Server raw = peers.raw(List.of(hit(gateway, SampleDocuments.PAGE), hit(gateway, SampleDocuments.JSON)));
				Server plain = peers.plainGateway(origin.at("/"), false);
				Server plainCached = peers.plainGateway(origin.at("/"), true)) {
			Optional<Server> nginx = peers.nginx(origin.at("/"));
			try {
				List<Subject> subjects = new ArrayList<>();
				for (String path : List.of(SampleDocuments.PAGE, SampleDocuments.JSON)) {
					subjects.add(subject(GATEWAY, gateway, path, origin, Expected.NOTHING));
					subjects.add(subject(RAW, raw, path, origin, Expected.NOTHING));
					nginx.ifPresent((server) -> subjects.add(subject(NGINX, server, path, origin, Expected.NOTHING)));
					subjects.add(subject(PLAIN_CACHED, plainCached, path, origin, Expected.NOTHING));
					subjects.add(subject(PLAIN, plain, path, origin, Expected.EVERYTHING));
				}
				findings.rows().addAll(new Rounds(conditions).of(subjects));
			}
			finally {
				nginx.ifPresent(Server::close);
			}
			if (nginx.isEmpty()) {
				findings.missing().add("nginx");
			}
			hit(gateway, SampleDocuments.PAGE);
		}
		findings.compare("CPU of a hit", Rounds.CPU, GATEWAY, RAW, 1.3);
		findings.compare("CPU of a hit", Rounds.CPU, GATEWAY, PLAIN, 1.0 / 5);
		findings.compare("CPU of a hit", Rounds.CPU, GATEWAY, PLAIN_CACHED, 1.0 / 2);
		findings.notes()
			.add("%d connections, closed loop: latencies at full load say how long the queue was"
				.formatted(CONNECTIONS));
		findings.notes()
			.add("the CPU of the origin (about that of raw Reactor Netty) comes on top of the proxied response");
		findings.notes().add("Reactor Netty returns the header lines and the body that the gateway returned");
		return findings;
	}

	private static Subject subject(String name, Server server, String path, Server origin, Expected expected) {
		if (!Arrays.equals(new Http().get(server.at(path)).body(), new Http().get(origin.at(path)).body())) {
			throw new BenchFailure("%s does not return what the origin gave it".formatted(name));
		}
		return new Subject(name, WORKLOADS.getOrDefault(path, path), Load.on(server.at(path), CONNECTIONS),
				Map.of(name, server.process()), new OriginCheck(name, origin, expected));
	}

	/** Asks twice, and the second time the edge must say that it answered by itself. */
	private static Answer hit(Server gateway, String path) {
		Http http = new Http();
		http.get(gateway.at(path));
		HttpResponse<byte[]> response = http.get(gateway.at(path));
		CacheStatus.require(response, CacheStatus.HIT);
		List<String> headers = new ArrayList<>();
		response.headers().map().forEach((name, values) -> {
			if (!OF_THE_CONNECTION.contains(name)) {
				values.forEach((value) -> headers.add(name + ": " + value));
			}
		});
		if (response.body().length == 0) {
			throw new BenchFailure("the gateway's answer to %s is empty".formatted(path));
		}
		return new Answer(path, headers, response.body());
	}

}
