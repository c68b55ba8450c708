package dev.akshay.portfolio.local;

import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.local.control.ControlClient;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Stops everything; the data stay.")
final class DownCommand implements Runnable {

	private static final long PATIENCE_SECONDS = 180;

	@Override
	public void run() {
		Home home = Context.home();
		Optional<RunningSuite> suite = RunningSuite.find(home);
		if (suite.isPresent()) {
			stop(suite.get());
			System.out.println("stopped");
			return;
		}
		int ended = Files.isDirectory(home.run()) ? home.tidyUp() : 0;
		if (ended == 0) {
			throw new Failure("nothing is running in " + home.directory());
		}
		System.out.printf("ended %d processes whose launcher was gone%n", ended);
	}

	/** Returns when the supervisor, and with it everything else, is gone. */
	static void stop(RunningSuite suite) {
		Optional<ProcessHandle> supervisor = suite.handle();
		new ControlClient(suite).down();
		supervisor.ifPresent(
				(process) -> process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS).join());
		if (supervisor.map(ProcessHandle::isAlive).orElse(false)) {
			throw new Failure(
					"the launcher (pid %d) has not ended after %d seconds".formatted(suite.pid(), PATIENCE_SECONDS));
		}
	}

}
