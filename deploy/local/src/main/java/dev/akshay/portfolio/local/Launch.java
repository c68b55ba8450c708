package dev.akshay.portfolio.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.akshay.portfolio.local.control.ControlClient;
import dev.akshay.portfolio.local.control.SuiteStatus;
import dev.akshay.portfolio.local.control.SuiteStatus.Phase;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import dev.akshay.portfolio.local.suite.Aot;
import dev.akshay.portfolio.local.suite.Checkout;
import dev.akshay.portfolio.local.suite.Programs;

/** A supervisor from the view of the command that starts it. */
final class Launch {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	/** Ended by 'down', or by this command's own request. */
	private static final Set<Integer> ORDERLY = Set.of(0, 128 + 15);

	private static final File NOTHING = new File("/dev/null");

	private final Home home;

	private final Process supervisor;

	private final Thread undo;

	private Launch(Home home, Process supervisor) {
		this.home = home;
		this.supervisor = supervisor;
		this.undo = new Thread(() -> {
			if (supervisor.isAlive()) {
				System.out.println("stopping …");
				end();
				System.out.println("stopped");
			}
		});
	}

	/**
	 * Starts a supervisor.
	 * @param attached whether it ends with this command, or stays
	 */
	static Launch start(Checkout checkout, Home home, Programs programs, Aot aot, boolean attached,
			List<String> arguments, Consumer<Map<String, String>> environment) {
		List<String> all = new ArrayList<>(List.of("supervise", "--aot", aot.name()));
		all.addAll(arguments);
		if (attached) {
			all.add("--attached");
		}
		try {
			Files.deleteIfExists(home.farewell());
			ProcessBuilder builder = new ProcessBuilder(programs.supervisor(checkout, aot, all))
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(home.log("launcher").toFile()));
			if (!attached) {
				builder.redirectInput(NOTHING);
			}
			environment.accept(builder.environment());
			builder.environment().put("PORTFOLIO_HOME", home.directory().toString());
			Launch launch = new Launch(home, builder.start());
			// Ctrl-C while it starts leaves nothing behind
			Runtime.getRuntime().addShutdownHook(launch.undo);
			return launch;
		}
		catch (IOException ex) {
			throw new Failure("the launcher cannot be started: " + ex.getMessage());
		}
	}

	/** Watches until every process is ready. */
	SuiteStatus awaitReady(Consumer<SuiteStatus> view) throws InterruptedException {
		while (this.supervisor.isAlive()) {
			Optional<SuiteStatus> status = status(false);
			if (status.isPresent()) {
				view.accept(status.get());
				if (status.get().phase() == Phase.READY) {
					return status.get();
				}
			}
			this.supervisor.waitFor(INTERVAL);
		}
		throw farewell();
	}

	/** Watches until the supervisor ends. */
	void awaitEnd(Duration interval, Consumer<SuiteStatus> view) throws InterruptedException {
		while (!this.supervisor.waitFor(interval)) {
			status(true).ifPresent(view);
		}
		if (!ORDERLY.contains(this.supervisor.exitValue())) {
			throw farewell();
		}
	}

	private Optional<SuiteStatus> status(boolean withMemory) {
		try {
			return RunningSuite.find(this.home)
				.filter((suite) -> suite.pid() == this.supervisor.pid())
				.map((suite) -> new ControlClient(suite).status(withMemory));
		}
		catch (Failure failure) {
			// it is on its way up or down; whether it lives is asked elsewhere
			return Optional.empty();
		}
	}

	private Failure farewell() {
		try {
			List<String> lines = Files.readAllLines(this.home.farewell());
			return new Failure(lines.getFirst(), lines.subList(1, lines.size()));
		}
		catch (IOException ex) {
			return new Failure("the launcher ended with exit code %d, see %s".formatted(this.supervisor.exitValue(),
					this.home.log("launcher")));
		}
	}

	/** From now on the suite lives on without this command. */
	void leave() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.undo);
		}
		catch (IllegalStateException ex) {
			// this command is being stopped itself, and the hook is at work
		}
	}

	/** Stops everything in order and returns when it is done. */
	void end() {
		this.supervisor.destroy();
		this.supervisor.onExit().join();
	}

}
