package dev.akshay.portfolio.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import dev.akshay.portfolio.local.control.SuiteStatus;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.suite.Aot;
import dev.akshay.portfolio.local.suite.Checkout;
import dev.akshay.portfolio.local.suite.Programs;

/**
 * Makes the AOT caches: runs the whole suite once on data of its own, lets it do its
 * work, and has every JVM write down at its end what it loaded and compiled.
 */
final class Training {

	/**
	 * A training must neither reach real mail servers and collectors nor differ by
	 * settings, but for the pace, which is among the flags that a cache is made for.
	 */
	private static final Pattern SETTINGS_OF_THE_USER = Pattern
		.compile("(SPRING|PORTFOLIO(?!_PACE$)|MANAGEMENT|SERVER|LOGGING|OTEL)_.*");

	private final Checkout checkout;

	private final Programs programs;

	private final Consumer<String> progress;

	Training(Checkout checkout, Programs programs, Consumer<String> progress) {
		this.checkout = checkout;
		this.programs = programs;
		this.progress = progress;
	}

	/** Returns when the caches are there; two commands that want them take turns. */
	void makeCaches() throws IOException, InterruptedException {
		try (FileChannel turn = FileChannel.open(this.checkout.prepared().resolve("training.lock"),
				StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			turn.lock();
			if (!this.programs.haveCaches()) {
				train();
			}
		}
	}

	private void train() throws IOException, InterruptedException {
		Home home = new Home(this.checkout.prepared().resolve("training"));
		Home.deleteTree(home.directory());
		Files.createDirectories(home.directory());
		home.prepare();
		this.progress.accept("training, once per build, so that later starts are quick");
		Launch launch = Launch.start(this.checkout, home, this.programs, Aot.TRAIN, true,
				List.of("--port", "0", "--limits", "off"), Training::withoutSettings);
		try {
			SuiteStatus suite = launch.awaitReady((_) -> {
			});
			this.progress.accept("training: reading pages, sending a message");
			new Rehearsal(suite.url()).perform();
		}
		finally {
			this.progress.accept("training: writing caches");
			launch.end();
			launch.leave();
		}
		if (!this.programs.haveCaches()) {
			throw new Failure("not every program wrote its cache");
		}
		Home.deleteTree(home.directory());
	}

	private static void withoutSettings(Map<String, String> environment) {
		environment.keySet().removeIf((name) -> SETTINGS_OF_THE_USER.matcher(name).matches());
	}

}
