package dev.akshay.portfolio.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.recording.Recorder;
import dev.akshay.portfolio.bench.recording.Session;
import dev.akshay.portfolio.bench.scenario.VisitorScenario;
import dev.akshay.portfolio.platform.scenario.Scenario;
import dev.akshay.portfolio.platform.scenario.ScenarioFailed;
import dev.akshay.portfolio.platform.scenario.Scenarios;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code ./portfolio bench record}: what {@code /live} plays while it is told
 * nothing, recorded while somebody makes a scenario.
 */
@Command(name = "record", mixinStandardHelpOptions = true,
		description = "Records what the live page plays while the observatory is away.")
final class RecordCommand implements Callable<Integer> {

	/**
	 * Something is told every two seconds: who says nothing for so long behind the end is
	 * gone.
	 */
	private static final Duration SILENCE = Duration.ofSeconds(20);

	private static final Duration A_LITTLE_LONGER = Duration.ofSeconds(4);

	@Option(names = "--url", paramLabel = "URL", required = true, converter = SiteAddress.class,
			description = "The address of a site that runs.")
	@SuppressWarnings("NullAway.Init") // set by picocli
	private URI url;

	@Option(names = "--scenario", paramLabel = "NAME", defaultValue = "contact-failing",
			description = "What happens meanwhile, of acceptance/scenarios/ (default: ${DEFAULT-VALUE}).")
	private String name = "";

	@Option(names = "--file", paramLabel = "FILE",
			description = "Where it goes (default: the one that the website shows).")
	private @Nullable Path file;

	@Override
	public Integer call() throws IOException {
		Scenario scenario = Scenarios.find(this.name)
			.orElseThrow(() -> new BenchFailure("no scenario is called '%s'".formatted(this.name)));
		Path target = (this.file != null) ? this.file : Path.of(System.getProperty("portfolio.root", ""))
			.resolve("website/src/main/resources/static/live/session.json");
		Session session = record(this.url, scenario);
		Files.createDirectories(target.toAbsolutePath().getParent());
		Files.writeString(target, JsonMapper.shared().writeValueAsString(session) + "\n");
		System.out.printf("%d events in %d s, %d KiB, written to %s%n", session.events().size(), session.lasts() / 1000,
				Files.size(target) / 1024, target);
		return CommandLine.ExitCode.OK;
	}

	private static Session record(URI site, Scenario scenario) {
		Duration length = Duration.ofSeconds(scenario.seconds()).plus(A_LITTLE_LONGER);
		CompletableFuture<String> begun = new CompletableFuture<>();
		try (ExecutorService listener = Executors.newVirtualThreadPerTaskExecutor();
				Recorder recorder = new Recorder()) {
			CompletableFuture<Session> recording = CompletableFuture
				.supplyAsync(() -> recorder.record(site, length, begun::complete), listener);
			// whichever comes first: that it listens, or that it cannot
			CompletableFuture.anyOf(begun, recording).join();
			VisitorScenario.make(scenario, site, (what) -> System.err.println("bench: " + what));
			return recording.orTimeout(SILENCE.toSeconds(), TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof BenchFailure failure) ? failure : ex;
		}
		catch (ScenarioFailed ex) {
			throw new BenchFailure(scenario.name() + ": " + ex.getMessage(), ex);
		}
	}

}
