package dev.akshay.portfolio.local;

import picocli.CommandLine.Command;

/** Only described here: the script runs it, since it builds this very program. */
@Command(name = "verify", description = "Sets up what the tests need and runs all of them.")
final class VerifyCommand implements Runnable {

	@Override
	public void run() {
		throw new IllegalStateException("./portfolio runs this command itself");
	}

}
