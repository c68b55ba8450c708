package dev.akshay.portfolio.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.load.Wrk.Load;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.scenario.Rounds.Check;
import dev.akshay.portfolio.bench.scenario.Rounds.Subject;
import dev.akshay.portfolio.bench.suite.Suite;

/** What the site's own pages cost, in all processes that have a part in them. */
final class PagesScenario implements Scenario {

	private static final String[] INVOLVED = { "gateway", "website", "profile-service", "projects-service",
			"insights-service", "postgres" };

	private static final String UNCACHED = "uncached";

	private static final String CACHED = "cached";

	private static final String HOME = "/";

	private static final String PROJECTS = "/api/projects";

	private static final double HOME_MICROS = 2_000;

	private static final double PROJECTS_MICROS = 300;

	private static final int FEW_CONNECTIONS = 16;

	private static final int MANY_CONNECTIONS = 64;

	@Override
	public String name() {
		return "pages";
	}

	@Override
	public String summary() {
		return "CPU of the suite's own pages, all processes together, uncached and cached.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		conditions.tell("starting the suite");
		try (Suite suite = Suite.up(conditions.root(), conditions.folder().resolve("home"), Map.of())) {
			Map<String, ProcessHandle> processes = suite.processes(INVOLVED);
			List<Subject> subjects = new ArrayList<>();
			for (String path : List.of(HOME, PROJECTS)) {
				Load uncached = Load.on(suite.at(path), FEW_CONNECTIONS).with("Cache-Control", "no-store");
				subjects.add(new Subject("GET " + path, UNCACHED, uncached, processes,
						new Answered(suite, path, Map.of("Cache-Control", "no-store"), CacheStatus.FORWARDED)));
				subjects.add(new Subject("GET " + path, CACHED, Load.on(suite.at(path), MANY_CONNECTIONS), processes,
						new Answered(suite, path, Map.of(), CacheStatus.HIT)));
			}
			findings.rows().addAll(new Rounds(conditions).of(subjects));
			findings.notes().add(suite.startedFromCaches() ? "with AOT caches" : "without AOT caches");
		}
		judge(findings, HOME, HOME_MICROS, "Halo 9,600 µs, Ghost 19,800 µs");
		judge(findings, PROJECTS, PROJECTS_MICROS, "Halo 2,050 µs, Ghost 2,270 µs (15 posts)");
		findings.notes()
			.add("CPU of " + String.join(", ", INVOLVED) + " with their children, background work included");
		findings.notes()
			.add("uncached: Cache-Control: no-store in the request, %d connections; cached: %d connections"
				.formatted(FEW_CONNECTIONS, MANY_CONNECTIONS));
		return findings;
	}

	private static void judge(Findings findings, String path, double bound, String peers) {
		findings.row("GET " + path, UNCACHED)
			.ifPresent((row) -> findings.verdicts()
				.add(Verdict.atMost("CPU of an uncached GET " + path, row.median(Rounds.CPU), bound, "µs")
					.remark(peers)));
	}

	/** The edge says how it answered, before and behind each turn. */
	private record Answered(Suite suite, String path, Map<String, String> headers, String expected) implements Check {

		@Override
		public void begin() {
			// what had gone stale is asked for once
			new Http().get(this.suite.at(this.path), this.headers);
			check();
		}

		@Override
		public void end(long requests) {
			check();
		}

		private void check() {
			CacheStatus.require(new Http().get(this.suite.at(this.path), this.headers), this.expected);
		}

	}

}
