package dev.akshay.portfolio.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.akshay.portfolio.local.control.OwnerClient;
import dev.akshay.portfolio.local.control.SuiteStatus;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.OneTimePassword;
import dev.akshay.portfolio.local.home.RunningSuite;
import dev.akshay.portfolio.local.suite.Aot;
import dev.akshay.portfolio.local.suite.Checkout;
import dev.akshay.portfolio.local.suite.Programs;
import dev.akshay.portfolio.local.suite.Suite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Builds what is stale and starts the whole suite; Ctrl-C stops it in order.")
final class UpCommand implements Runnable {

	private static final Duration REFRESH = Duration.ofSeconds(2);

	private static final Duration PASSWORD_PATIENCE = Duration.ofSeconds(30);

	private static final Duration PASSWORD_PAUSE = Duration.ofMillis(100);

	private final long began = System.currentTimeMillis();

	private final View view = new View();

	@Mixin
	private final SuiteArguments arguments = new SuiteArguments();

	@Option(names = "--detach", description = "Returns once every process is ready; the suite runs on.")
	private boolean detach;

	@Override
	public void run() {
		List<String> supervisorArguments = new ArrayList<>(this.arguments.asArguments());
		Checkout checkout = Context.checkout();
		Home home = Context.home();
		check(checkout, home);
		if (!this.arguments.limits()) {
			System.err.println("portfolio: the rate limits are off: for load tests only");
		}
		try {
			Programs programs = Programs.unpacked(checkout, this.view::progress);
			long since = this.began;
			Aot aot = "off".equals(System.getenv("PORTFOLIO_AOT")) ? Aot.OFF : Aot.USE;
			if (aot == Aot.USE && !programs.haveCaches()) {
				train(checkout, programs);
				since = System.currentTimeMillis();
			}
			supervisorArguments.addAll(List.of("--since", String.valueOf(since)));
			Launch launch = Launch.start(checkout, home, programs, aot, !this.detach, supervisorArguments, (_) -> {
			});
			SuiteStatus suite = launch.awaitReady(this.view::show);
			Optional<Boolean> chosen = isPasswordChosen(OwnerClient.of(suite, home));
			this.view.ready(suite);
			tellPassword(home, chosen.orElse(false));
			if (this.detach) {
				launch.leave();
				return;
			}
			launch.awaitEnd(REFRESH, this.view::show);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Failure("interrupted");
		}
	}

	/** A password that was used to choose another one is good for nothing any more. */
	private void tellPassword(Home home, boolean chosen) {
		OneTimePassword password = home.oneTimePassword();
		if (chosen) {
			password.forget();
		}
		else if (password.isThere()) {
			this.view.password(password.file());
		}
	}

	/**
	 * The gateway comes up without its database, and whoever is told that all is ready
	 * may log in: so it is asked what only the database knows.
	 */
	private Optional<Boolean> isPasswordChosen(OwnerClient gateway) throws InterruptedException {
		long began = System.nanoTime();
		while (true) {
			try {
				return Optional.of(gateway.isPasswordChosen());
			}
			catch (Failure failure) {
				if (System.nanoTime() - began > PASSWORD_PATIENCE.toNanos()) {
					this.view.progress("nobody can log in yet (%s)".formatted(failure.reason()));
					return Optional.empty();
				}
				Thread.sleep(PASSWORD_PAUSE);
			}
		}
	}

	private void check(Checkout checkout, Home home) {
		RunningSuite.find(home).ifPresent((suite) -> {
			throw new Failure("already running at %s: see './portfolio status', or stop it with './portfolio down'"
				.formatted(suite.url()));
		});
		checkout.requireBuilt();
		home.prepare();
		home.tidyUp();
		home.requireSpace();
		if (!this.arguments.fresh()) {
			home.requireWhole();
			home.version().require();
		}
		Suite.requireFree(this.arguments.port());
	}

	private void train(Checkout checkout, Programs programs) throws InterruptedException {
		try {
			new Training(checkout, programs, this.view::progress).makeCaches();
		}
		catch (Failure | IOException ex) {
			String reason = (ex instanceof Failure failure) ? failure.reason() : String.valueOf(ex.getMessage());
			this.view.progress("no AOT caches, starting without them (%s; see %s)".formatted(reason,
					checkout.prepared().resolve("training/log")));
		}
	}

}
