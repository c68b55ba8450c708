package dev.akshay.portfolio.local;

import picocli.CommandLine.Command;

/**
 * Only described here: the script builds and runs it, since it is a program of its own.
 */
@Command(name = "bench", description = "Measures the suite beside its peers and writes bench/results/.")
final class BenchCommand implements Runnable {

	@Override
	public void run() {
		throw new IllegalStateException("./portfolio runs this command itself");
	}

}
