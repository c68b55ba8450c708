package dev.akshay.portfolio.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.report.Machine;
import dev.akshay.portfolio.bench.report.Result;
import dev.akshay.portfolio.bench.report.Results;
import dev.akshay.portfolio.bench.report.Table;
import dev.akshay.portfolio.bench.scenario.Conditions;
import dev.akshay.portfolio.bench.scenario.Endurance;
import dev.akshay.portfolio.bench.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ./portfolio bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true, version = "portfolio 1.0.0",
		description = "Measures the suite beside its peers and writes bench/results/.",
		subcommands = { ScenarioCommand.class, RecordCommand.class, CapacityCommand.class },
		footerHeading = "%nScenarios:%n")
public final class Bench implements Callable<Integer> {

	private static final int LEAST_ROUNDS = 3;

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Parameters(paramLabel = "NAME", description = "What to measure; all that do not take long if nothing is named.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
			description = "How often each takes its turn (default: ${DEFAULT-VALUE}, which is the least).")
	private int rounds;

	@Option(names = "--seconds", paramLabel = "S", defaultValue = "6",
			description = "How long a turn is (default: ${DEFAULT-VALUE}).")
	private int seconds;

	@Option(names = "--warm-up", paramLabel = "S", defaultValue = "10",
			description = "How long each is under load before its first turn (default: ${DEFAULT-VALUE}).")
	private int warmUp;

	@Option(names = "--minutes", paramLabel = "M",
			description = "How long a soak is (default: 30), and in what time a million messages are to be through (default: 60).")
	private @Nullable Integer minutes;

	@Option(names = { "--messages", "--requests" }, paramLabel = "N",
			description = "How many messages are sent at least (default: 10000 in faults, 1000000 in million).")
	private @Nullable Integer messages;

	@Option(names = "--rate", paramLabel = "R",
			description = "Messages per second in million (default: what needs nine tenths of --minutes).")
	private @Nullable Double rate;

	@Option(names = "--every", paramLabel = "S", defaultValue = "60",
			description = "In million, a process is killed once in so many seconds (default: ${DEFAULT-VALUE}).")
	private int every;

	@Option(names = "--seed", paramLabel = "N",
			description = "Seed of what is killed when in faults and million (default: another each time; it is told).")
	private @Nullable Long seed;

	@Option(names = "--quick",
			description = "Only tries whether the bench works: one short turn each, results in bench/target/results/.")
	private boolean quick;

	@Option(names = "--results", paramLabel = "FOLDER", description = "Where results go (default: bench/results/).")
	private @Nullable Path results;

	private Bench() {
	}

	/**
	 * Runs the command.
	 * @param arguments its arguments
	 */
	public static void main(String[] arguments) {
		System.exit(run(arguments));
	}

	static int run(String... arguments) {
		CommandLine commandLine = new CommandLine(new Bench());
		commandLine.getCommandSpec().usageMessage().footer(footer());
		return commandLine.setParameterExceptionHandler((ex, _) -> {
			tell(ex.getCommandLine(), ex.getMessage() + " (see './portfolio bench --help')");
			return CommandLine.ExitCode.USAGE;
		}).setExecutionExceptionHandler((ex, failed, _) -> {
			if (ex instanceof BenchFailure failure) {
				tell(failed, String.valueOf(failure.getMessage()), failure.details());
			}
			else {
				tell(failed, ex.toString());
			}
			if ("true".equals(System.getenv("PORTFOLIO_DEBUG"))) {
				ex.printStackTrace(failed.getErr());
			}
			return CommandLine.ExitCode.SOFTWARE;
		}).execute(arguments);
	}

	private static String[] footer() {
		return Scenario.all()
			.stream()
			.map((scenario) -> "  %-12s %s%s".formatted(scenario.name(), scenario.summary(),
					scenario.onlyByName() ? " Only by name." : ""))
			// the footer is a format
			.map((line) -> line.replace("%", "%%"))
			.toArray(String[]::new);
	}

	private static void tell(CommandLine commandLine, String line) {
		tell(commandLine, line, List.of());
	}

	private static void tell(CommandLine commandLine, String line, List<String> details) {
		PrintWriter err = commandLine.getErr();
		err.println("portfolio: " + line.lines().findFirst().orElse(""));
		details.forEach(err::println);
		err.flush();
	}

	@Override
	public Integer call() throws IOException {
		List<Scenario> chosen = chosen();
		check();
		Path root = Path.of(System.getProperty("portfolio.root", "")).toAbsolutePath().normalize();
		Results kept = new Results(folder(root));
		int exit = CommandLine.ExitCode.OK;
		for (Scenario scenario : chosen) {
			try {
				Result result = measure(scenario, root);
				Path page = kept.keep(result);
				System.out.printf("%n%s%nwritten to %s%n%n", Table.of(result), page);
			}
			catch (BenchFailure ex) {
				tell(this.spec.commandLine(), "%s: %s".formatted(scenario.name(), ex.getMessage()), ex.details());
				exit = CommandLine.ExitCode.SOFTWARE;
			}
		}
		return exit;
	}

	private List<Scenario> chosen() {
		List<Scenario> all = Scenario.all();
		if (this.names.isEmpty()) {
			return all.stream().filter((scenario) -> !scenario.onlyByName()).toList();
		}
		return this.names.stream()
			.map((name) -> all.stream()
				.filter((scenario) -> scenario.name().equals(name))
				.findFirst()
				.orElseThrow(() -> wrong("no scenario is called '%s'".formatted(name))))
			.toList();
	}

	private void check() {
		if (this.rounds < LEAST_ROUNDS) {
			throw wrong("--rounds is at least %d: a median needs them".formatted(LEAST_ROUNDS));
		}
		if (this.seconds < 1 || this.warmUp < 1 || this.every < 1 || isBelowOne(this.minutes)
				|| isBelowOne(this.messages) || isBelowOne(this.rate)) {
			throw wrong("--seconds, --warm-up, --minutes, --messages, --rate and --every are at least 1");
		}
	}

	private static boolean isBelowOne(@Nullable Number given) {
		return given != null && given.doubleValue() < 1;
	}

	private ParameterException wrong(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

	private Path folder(Path root) {
		if (this.results != null) {
			return this.results;
		}
		return root.resolve(this.quick ? "bench/target/results" : "bench/results");
	}

	private Result measure(Scenario scenario, Path root) throws IOException {
		Path folder = Files.createTempDirectory("portfolio-bench-");
		try {
			Conditions conditions = conditions(root, folder);
			Machine machine = Machine.current();
			return Result.of(root, machine, scenario.name(), scenario.summary(), this.quick, conditions.asSettings(),
					scenario.measure(conditions));
		}
		finally {
			if (!"true".equals(System.getenv("PORTFOLIO_DEBUG"))) {
				delete(folder);
			}
		}
	}

	private Conditions conditions(Path root, Path folder) {
		int round = this.quick ? 1 : this.seconds;
		return new Conditions(root, folder, this.quick ? 1 : this.rounds, Duration.ofSeconds(round),
				Duration.ofSeconds(this.quick ? 2 : this.warmUp), endurance(),
				(what) -> System.err.println("bench: " + what));
	}

	private Endurance endurance() {
		return new Endurance((this.minutes != null) ? Duration.ofMinutes(this.minutes) : null, this.messages, this.rate,
				Duration.ofSeconds(this.every), (this.seed != null) ? this.seed : System.nanoTime());
	}

	static void delete(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(file);
			}
		}
	}

}
