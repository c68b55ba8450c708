package dev.akshay.portfolio.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.akshay.portfolio.local.control.ControlServer;
import dev.akshay.portfolio.local.control.Controlled;
import dev.akshay.portfolio.local.control.SuiteStatus;
import dev.akshay.portfolio.local.control.SuiteStatus.Phase;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import dev.akshay.portfolio.local.process.ProcessStatus;
import dev.akshay.portfolio.local.process.State;
import dev.akshay.portfolio.local.process.Supervisor;
import dev.akshay.portfolio.local.suite.Aot;
import dev.akshay.portfolio.local.suite.Checkout;
import dev.akshay.portfolio.local.suite.Programs;
import dev.akshay.portfolio.local.suite.Suite;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The process that owns all others; {@code up} starts it and people never do. */
@Command(name = "supervise", hidden = true, description = "Owns the processes of a suite.")
final class SuperviseCommand implements Callable<Integer> {

	private static final Duration UP_PATIENCE = Duration.ofMinutes(5);

	@Mixin
	private final SuiteArguments arguments = new SuiteArguments();

	@Option(names = "--aot")
	private Aot aot = Aot.OFF;

	@Option(names = "--attached", description = "Ends when the standard input does.")
	private boolean attached;

	@Option(names = "--since", description = "When the command of the user began, in milliseconds.")
	private long since = System.currentTimeMillis();

	@Override
	public Integer call() throws Exception {
		OwnSession.begin();
		Home home = Context.home();
		home.prepare();
		try (AutoCloseable _ = home.lock()) {
			supervise(home);
			return 0;
		}
		catch (Failure failure) {
			sayFarewell(home, failure);
			throw failure;
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			sayFarewell(home, new Failure("the launcher failed: " + ex));
			throw ex;
		}
	}

	private static void sayFarewell(Home home, Failure failure) throws IOException {
		List<String> lines = new ArrayList<>(List.of(failure.reason()));
		lines.addAll(failure.details());
		Files.write(home.farewell(), lines);
	}

	private void supervise(Home home) throws InterruptedException {
		home.leftovers().end();
		if (this.arguments.fresh()) {
			home.clear();
		}
		home.version().require();
		home.version().write();
		Checkout checkout = Context.checkout();
		Programs programs = Programs.unpacked(checkout, (_) -> {
		});
		try (Suite suite = new Suite(checkout, home, programs, this.arguments.options(this.aot), System.getenv())) {
			Supervisor supervisor = new Supervisor(suite.processes(), home.leftovers());
			Session session = new Session(supervisor, home, suite.url());
			ControlServer control = new ControlServer(session);
			RunningSuite.announce(home, control.port(), control.token(), suite.url());
			CountDownLatch closed = new CountDownLatch(1);
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				session.down();
				awaitQuietly(closed);
			}));
			if (this.attached) {
				Thread.ofPlatform().daemon().name("attached").start(() -> endWithInput(session));
			}
			try {
				session.run();
			}
			finally {
				supervisor.close();
				RunningSuite.conceal(home);
				control.close();
				closed.countDown();
			}
		}
	}

	private static void endWithInput(Session session) {
		try {
			System.in.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			System.err.println("lost the command that started this: " + ex.getMessage());
		}
		session.down();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** What the commands talk to. */
	private final class Session implements Controlled {

		private final Supervisor supervisor;

		private final Home home;

		private final String url;

		private final CompletableFuture<Optional<Failure>> end = new CompletableFuture<>();

		private volatile Phase phase = Phase.STARTING;

		private volatile @Nullable Double upSeconds;

		Session(Supervisor supervisor, Home home, String url) {
			this.supervisor = supervisor;
			this.home = home;
			this.url = url;
		}

		/** Returns when it is told to go down, and throws when it could not come up. */
		void run() {
			this.supervisor.start();
			Thread.ofVirtual().name("up").start(this::awaitReady);
			Optional<Failure> failure = this.end.join();
			this.phase = Phase.STOPPING;
			failure.ifPresent((reason) -> {
				throw reason;
			});
		}

		private void awaitReady() {
			try {
				this.supervisor.awaitReady(UP_PATIENCE);
				this.upSeconds = secondsSince(SuperviseCommand.this.since);
				this.phase = Phase.READY;
			}
			catch (Failure failure) {
				this.end.complete(Optional.of(failure));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private static double secondsSince(long millis) {
			return Duration.between(Instant.ofEpochMilli(millis), Instant.now()).toMillis() / 1000.0;
		}

		@Override
		public SuiteStatus status(boolean withMemory) {
			List<ProcessStatus> all = new ArrayList<>(this.supervisor.status(withMemory));
			State state = (this.phase == Phase.STARTING) ? State.STARTING : State.READY;
			all.add(ProcessStatus.ofSupervisor(state, secondsSince(startOfLauncher()), this.url, withMemory));
			long memory = all.stream().mapToLong(ProcessStatus::residentMiB).sum();
			return new SuiteStatus(this.url, this.phase, this.upSeconds, memory, SuperviseCommand.this.aot != Aot.OFF,
					this.home.directory().toString(), all);
		}

		private static long startOfLauncher() {
			return ProcessHandle.current().info().startInstant().orElse(Instant.now()).toEpochMilli();
		}

		@Override
		public List<String> kill(String name, int replica) {
			return this.supervisor.kill(name, replica);
		}

		@Override
		public void stop(String name, int replica) throws InterruptedException {
			this.supervisor.stop(name, replica);
		}

		@Override
		public void start(String name, int replica) throws InterruptedException {
			this.supervisor.start(name, replica, Duration.ofMinutes(2));
		}

		@Override
		public void down() {
			this.end.complete(Optional.empty());
		}

	}

}
