package dev.akshay.portfolio.bench.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/**
 * What it costs that requests are recorded and told to the observatory: its own work
 * counts as well.
 */
final class TelemetryScenario implements Scenario {

	private static final String OFF = "nothing is recorded";

	private static final String DEFAULT = "default sampling";

	private static final String EVERYTHING = "every request is recorded";

	private static final String HIT = "20 KB page, hit";

	private static final String PASSED_ON = "4 KB JSON, passed on";

	private static final String PER_SECOND = "PORTFOLIO_TRACING_PER_SECOND";

	/** More than any gateway answers in one. */
	private static final String ALL = "1000000";

	private static final double BOUND = 1.10;

	private static final int CONNECTIONS = 64;

	@Override
	public String name() {
		return "telemetry";
	}

	@Override
	public String summary() {
		return "CPU per request of gateway and observatory: default sampling beside nothing, and beside everything.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		Peers peers = new Peers(conditions.folder());
		Modules modules = new Modules(conditions.root(), conditions.folder());
		conditions.tell("starting the servers");
		// one each, so that each one's work is counted with the gateway that made it
		try (Server origin = peers.origin(SampleDocuments.in(conditions.folder()), 0, 0);
				Server observatory = modules.observatory();
				Server crowded = modules.observatory();
				Server off = modules.gateway(origin.at("/"), Map.of(PER_SECOND, "0"));
				Server standard = modules.gateway(origin.at("/"), told(observatory));
				Server everything = modules.gateway(origin.at("/"), with(told(crowded), PER_SECOND, ALL))) {
			Map<String, List<Server>> all = new LinkedHashMap<>();
			all.put(OFF, List.of(off));
			all.put(DEFAULT, List.of(standard, observatory));
			all.put(EVERYTHING, List.of(everything, crowded));
			List<Subject> subjects = new ArrayList<>();
			all.forEach((name, servers) -> subjects.add(hit(name, servers, origin)));
			all.forEach((name, servers) -> subjects.add(passedOn(name, servers, origin)));
			findings.rows().addAll(new Rounds(conditions).of(subjects));
		}
		findings.compare("CPU per request", Rounds.CPU, DEFAULT, OFF, BOUND);
		findings.notes().add("trace ids are made and told in every response, recorded or not; meters count always");
		findings.notes()
			.add("under this load default sampling records 50 requests a second; a quiet site records all of them,"
					+ " and a request costs then what the last rows say");
		findings.notes().add("%d connections, closed loop".formatted(CONNECTIONS));
		return findings;
	}

	private static Map<String, String> told(Server observatory) {
		return Map.of("PORTFOLIO_TRACING_OBSERVATORY", Modules.base(observatory.at("/")));
	}

	private static Map<String, String> with(Map<String, String> settings, String name, String value) {
		Map<String, String> all = new LinkedHashMap<>(settings);
		all.put(name, value);
		return all;
	}

	private static Subject hit(String name, List<Server> servers, Server origin) {
		Server gateway = servers.getFirst();
		Http http = new Http();
		http.get(gateway.at(SampleDocuments.PAGE));
		CacheStatus.require(http.get(gateway.at(SampleDocuments.PAGE)), CacheStatus.HIT);
		return new Subject(name, HIT, Load.on(gateway.at(SampleDocuments.PAGE), CONNECTIONS), processes(servers),
				new OriginCheck(name, origin, Expected.NOTHING));
	}

	private static Subject passedOn(String name, List<Server> servers, Server origin) {
		Server gateway = servers.getFirst();
		String path = Origin.UNCACHED + SampleDocuments.JSON;
		CacheStatus.require(new Http().get(gateway.at(path)), CacheStatus.FORWARDED);
		return new Subject(name, PASSED_ON, Load.on(gateway.at(path), CONNECTIONS), processes(servers),
				new OriginCheck(name, origin, Expected.EVERYTHING));
	}

	private static Map<String, ProcessHandle> processes(List<Server> servers) {
		Map<String, ProcessHandle> processes = new LinkedHashMap<>();
		processes.put("gateway", servers.getFirst().process());
		if (servers.size() > 1) {
			processes.put("observatory", servers.getLast().process());
		}
		return processes;
	}

}
