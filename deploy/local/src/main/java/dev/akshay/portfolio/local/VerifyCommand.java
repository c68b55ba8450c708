package dev.akshay.portfolio.local;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Only described here: the script runs it, since it builds this very program. */
@Command(name = "verify", description = "Sets up what the tests need and runs all of them.")
final class VerifyCommand implements Runnable {

	@Parameters(arity = "0..1", paramLabel = "containers",
			description = "Builds the images instead, runs the suite in containers and a smoke test against it.")
	private @Nullable String what;

	@Override
	public void run() {
		throw new IllegalStateException(
				"./portfolio runs this command itself, for " + ((this.what != null) ? this.what : "everything"));
	}

}
