package dev.akshay.portfolio.bench.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Wrk;

/**
 * How a scenario is measured.
 *
 * @param root the checkout
 * @param folder what is needed meanwhile goes here
 * @param rounds how often each subject takes its turn
 * @param round how long a turn is
 * @param warmUp how long each subject is under load before the first turn
 * @param endurance how much of it, where a scenario goes on for long
 * @param progress told what is being done
 */
public record Conditions(Path root, Path folder, int rounds, Duration round, Duration warmUp, Endurance endurance,
		Consumer<String> progress) {

	/**
	 * The load generator, which must be there.
	 * @return wrk
	 */
	public Wrk wrk() {
		return Wrk.find(this.folder)
			.orElseThrow(() -> new BenchFailure("missing: wrk (on Debian: apt-get install wrk)"));
	}

	/**
	 * Tells what is being done.
	 * @param what a line
	 */
	public void tell(String what) {
		this.progress.accept(what);
	}

	/**
	 * These conditions, to be kept with the figures.
	 * @return names and values
	 */
	public Map<String, String> asSettings() {
		Map<String, String> settings = new TreeMap<>();
		settings.put("rounds", String.valueOf(this.rounds));
		settings.put("seconds per round", String.valueOf(this.round.toSeconds()));
		settings.put("seconds of warm-up", String.valueOf(this.warmUp.toSeconds()));
		return settings;
	}

}
