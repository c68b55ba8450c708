package dev.akshay.portfolio.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.load.Wrk.Load;
import dev.akshay.portfolio.bench.peer.Origin;
import dev.akshay.portfolio.bench.peer.Peers;
import dev.akshay.portfolio.bench.process.Server;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.scenario.OriginCheck.Expected;
import dev.akshay.portfolio.bench.scenario.Rounds.Subject;
import dev.akshay.portfolio.bench.suite.Modules;

/** What passing a request on costs with everything the gateway does meanwhile. */
final class ProxyScenario implements Scenario {

	private static final String GATEWAY = "gateway, all features on";

	private static final String PLAIN = "Spring Cloud Gateway as it comes";

	private static final double BOUND = 1.15;

	private static final Map<String, String> WORKLOADS = Map.of(SampleDocuments.PAGE, "20 KB page",
			SampleDocuments.JSON, "4 KB JSON");

	private static final int CONNECTIONS = 64;

	@Override
	public String name() {
		return "proxy";
	}

	@Override
	public String summary() {
		return "CPU per uncached proxied request: the gateway beside Spring Cloud Gateway as it comes.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		Peers peers = new Peers(conditions.folder());
		Modules modules = new Modules(conditions.root(), conditions.folder());
		conditions.tell("starting the servers");
		try (Server origin = peers.origin(SampleDocuments.in(conditions.folder()), 0, 0);
				Server gateway = modules.gateway(origin.at("/"), Map.of());
				Server plain = peers.plainGateway(origin.at("/"), false)) {
			List<Subject> subjects = new ArrayList<>();
			for (String path : List.of(SampleDocuments.JSON, SampleDocuments.PAGE)) {
				CacheStatus.require(new Http().get(gateway.at(Origin.UNCACHED + path)), CacheStatus.FORWARDED);
				subjects.add(subject(GATEWAY, gateway, path, origin));
				subjects.add(subject(PLAIN, plain, path, origin));
			}
			findings.rows().addAll(new Rounds(conditions).of(subjects));
		}
		findings.compare("CPU per proxied request", Rounds.CPU, GATEWAY, PLAIN, BOUND);
		findings.notes().add("the gateway's own CPU alone; the origin is the same for both and answers no-store");
		findings.notes().add("%d connections, closed loop".formatted(CONNECTIONS));
		return findings;
	}

	private static Subject subject(String name, Server server, String path, Server origin) {
		return new Subject(name, WORKLOADS.getOrDefault(path, path),
				Load.on(server.at(Origin.UNCACHED + path), CONNECTIONS), Map.of(name, server.process()),
				new OriginCheck(name, origin, Expected.EVERYTHING));
	}

}
