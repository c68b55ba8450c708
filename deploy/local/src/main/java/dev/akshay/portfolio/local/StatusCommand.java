package dev.akshay.portfolio.local;

import java.util.concurrent.Callable;

import dev.akshay.portfolio.local.control.ControlClient;
import dev.akshay.portfolio.local.failure.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Tells what is running.",
		footer = "With --json and nothing running it prints {\"processes\": []} and exits with 1.")
final class StatusCommand implements Callable<Integer> {

	@Option(names = "--json", description = "For programs.")
	private boolean json;

	@Override
	public Integer call() {
		try {
			ControlClient supervisor = Context.supervisor();
			System.out.println(
					this.json ? supervisor.statusJson(true) : StatusTable.of(supervisor.status(true)).stripTrailing());
			return 0;
		}
		catch (Failure failure) {
			if (!this.json) {
				throw failure;
			}
			System.out.println("{\"processes\": []}");
			return 1;
		}
	}

}
