package dev.akshay.portfolio.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.report.Machine;
import dev.akshay.portfolio.bench.report.Result;
import dev.akshay.portfolio.bench.report.Results;
import dev.akshay.portfolio.bench.report.Table;
import dev.akshay.portfolio.bench.scenario.VisitorScenario;
import dev.akshay.portfolio.bench.suite.Suite;
import dev.akshay.portfolio.platform.scenario.Scenario;
import dev.akshay.portfolio.platform.scenario.ScenarioFailed;
import dev.akshay.portfolio.platform.scenario.Scenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code ./portfolio bench scenario}. It ends with 0 if every hypothesis
 * held, and with 1 if one did not.
 */
@Command(name = "scenario", mixinStandardHelpOptions = true,
		description = "Breaks something for one visitor while she reads, and judges what she was answered.")
final class ScenarioCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Parameters(paramLabel = "NAME", description = "Which of acceptance/scenarios/; all if nothing is named.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--url", paramLabel = "URL", converter = SiteAddress.class,
			description = "The address of a site that runs (default: a suite of its own).")
	private @Nullable URI url;

	@Option(names = "--results", paramLabel = "FOLDER",
			description = "Where results go (default: bench/target/results/).")
	private @Nullable Path results;

	@Override
	public Integer call() throws IOException {
		List<Scenario> chosen = chosen();
		Path root = Path.of(System.getProperty("portfolio.root", "")).toAbsolutePath().normalize();
		Results kept = new Results((this.results != null) ? this.results : root.resolve("bench/target/results"));
		if (this.url != null) {
			return make(chosen, this.url, root, kept);
		}
		Path folder = Files.createTempDirectory("portfolio-bench-");
		System.err.println("bench: starting the suite");
		try (Suite suite = Suite.up(root, folder.resolve("home"), Map.of())) {
			return make(chosen, suite.at("/"), root, kept);
		}
		finally {
			if (!"true".equals(System.getenv("PORTFOLIO_DEBUG"))) {
				Bench.delete(folder);
			}
		}
	}

	private static int make(List<Scenario> chosen, URI site, Path root, Results kept) {
		boolean held = true;
		for (Scenario scenario : chosen) {
			System.err.printf("bench: %s%n", scenario.title());
			Machine machine = Machine.current();
			VisitorScenario made = make(scenario, site);
			Result result = Result.of(root, machine, "scenario-" + scenario.name(), scenario.hypothesis(), false,
					Map.of("reads per second", String.valueOf(scenario.perSecond()), "reads",
							String.join(" ", scenario.paths())),
					made.findings());
			Path page = kept.keep(result);
			System.out.printf("%n%s%n%s: the hypothesis %s, this time; written to %s%n%n", Table.of(result),
					scenario.name(), made.holds() ? "held" : "did not hold", page);
			held &= made.holds();
		}
		return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
	}

	private static VisitorScenario make(Scenario scenario, URI site) {
		try {
			return VisitorScenario.make(scenario, site, (what) -> System.err.println("bench: " + what));
		}
		catch (ScenarioFailed ex) {
			throw new BenchFailure(scenario.name() + ": " + ex.getMessage(), ex);
		}
	}

	private List<Scenario> chosen() {
		List<Scenario> all = Scenarios.all();
		if (this.names.isEmpty()) {
			return all;
		}
		return this.names.stream()
			.map((name) -> all.stream()
				.filter((scenario) -> scenario.name().equals(name))
				.findFirst()
				.orElseThrow(() -> wrong("no scenario is called '%s', but %s are".formatted(name,
						String.join(", ", all.stream().map(Scenario::name).toList())))))
			.toList();
	}

	private ParameterException wrong(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

}
