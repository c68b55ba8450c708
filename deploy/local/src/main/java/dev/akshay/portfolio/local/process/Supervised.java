package dev.akshay.portfolio.local.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Leftovers;
import org.jspecify.annotations.Nullable;

/**
 * One process and its life: started, watched until it is ready, brought back when it
 * dies, ended when it is no longer wanted. One thread lives this life from top to bottom;
 * others only change what is wanted and wake it.
 */
final class Supervised {

	private static final int CRASHES_FORGIVEN_AT_START = 2;

	private static final int TAIL_LINES = 20;

	private static final File NOTHING = new File("/dev/null");

	private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

	private final ProcessSpec spec;

	private final Leftovers leftovers;

	private final LogFile log;

	private final BackOff backOff = new BackOff();

	private final CompletableFuture<Void> firstReady = new CompletableFuture<>();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private boolean wanted = true;

	private boolean retiring;

	private boolean closing;

	private State state = State.STARTING;

	private @Nullable Process process;

	private Instant started = Instant.EPOCH;

	private int restarts;

	private int crashesAtStart;

	Supervised(ProcessSpec spec, Leftovers leftovers) {
		this.spec = spec;
		this.leftovers = leftovers;
		this.log = new LogFile(spec.log());
	}

	ProcessSpec spec() {
		return this.spec;
	}

	LogFile log() {
		return this.log;
	}

	/** Completes when the process was ready for the first time, or never can be. */
	CompletableFuture<Void> firstReady() {
		return this.firstReady;
	}

	void live(CompletableFuture<Void> turn) {
		try {
			turn.exceptionally((ex) -> null).join();
			while (awaitWanted()) {
				liveOnce();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean awaitWanted() throws InterruptedException {
		this.lock.lock();
		try {
			while (!isWanted() && !this.closing) {
				if (!this.wanted || this.state != State.FAILED) {
					this.state = State.STOPPED;
				}
				this.changed.signalAll();
				this.changed.await();
			}
			return !this.closing;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isWanted() {
		return this.wanted && !this.retiring && !this.closing;
	}

	private void liveOnce() throws InterruptedException {
		Process current;
		try {
			current = launch();
		}
		catch (IOException | Failure ex) {
			afterDeath(Duration.ZERO, "could not be started: " + ex.getMessage());
			return;
		}
		if (awaitReady(current)) {
			change(State.READY);
			this.firstReady.complete(null);
		}
		awaitEndOrUnwanted(current);
		if (current.isAlive()) {
			end(current);
		}
		this.leftovers.forget(this.spec.id());
		afterDeath(Duration.between(this.started, Instant.now()), "ended with exit code " + current.exitValue());
	}

	private Process launch() throws IOException, InterruptedException {
		change(State.STARTING);
		this.spec.preparation().prepare();
		ProcessBuilder builder = new ProcessBuilder(this.spec.command()).redirectErrorStream(true)
			.redirectOutput(this.log.appended())
			.redirectInput(ProcessBuilder.Redirect.from(NOTHING));
		builder.environment().putAll(this.spec.environment());
		Process launched = builder.start();
		this.leftovers.remember(this.spec.id(), launched.toHandle());
		this.lock.lock();
		try {
			this.process = launched;
			this.started = Instant.now();
		}
		finally {
			this.lock.unlock();
		}
		CompletableFuture<Void> _ = launched.onExit().thenRun(this::wake);
		return launched;
	}

	private boolean awaitReady(Process current) throws InterruptedException {
		do {
			if (answers()) {
				return current.isAlive();
			}
		}
		while (await(PROBE_INTERVAL, current));
		return false;
	}

	private boolean answers() {
		try {
			return this.spec.probe().answers();
		}
		catch (Exception ex) {
			// not answering is what a process that is not ready does
			return false;
		}
	}

	private void awaitEndOrUnwanted(Process current) throws InterruptedException {
		this.lock.lock();
		try {
			while (current.isAlive() && this.wanted && !this.closing) {
				this.changed.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void end(Process current) throws InterruptedException {
		signal(current);
		if (!current.waitFor(this.spec.stop().patience())) {
			killTree(current);
			current.waitFor();
		}
	}

	private void signal(Process current) throws InterruptedException {
		if ("TERM".equals(this.spec.stop().signal())) {
			current.destroy();
			return;
		}
		try {
			new ProcessBuilder("kill", "-" + this.spec.stop().signal(), String.valueOf(current.pid())).start()
				.waitFor();
		}
		catch (IOException ex) {
			current.destroy();
		}
	}

	private static void killTree(Process current) {
		List<ProcessHandle> tree = current.descendants().toList();
		current.destroyForcibly();
		tree.forEach(ProcessHandle::destroyForcibly);
	}

	private void afterDeath(Duration life, String how) throws InterruptedException {
		this.lock.lock();
		try {
			this.process = null;
			this.changed.signalAll();
			if (!isWanted()) {
				this.state = State.STOPPED;
				return;
			}
			this.state = State.RESTARTING;
			if (!this.firstReady.isDone() && ++this.crashesAtStart > CRASHES_FORGIVEN_AT_START) {
				this.state = State.FAILED;
				this.firstReady.completeExceptionally(
						new Failure("%s %s, %d times in a row".formatted(this.spec.id(), how, this.crashesAtStart),
								readableTail()));
			}
			if (await(this.backOff.afterLifeOf(life), null)) {
				this.restarts++;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	List<String> readableTail() {
		return this.log.tail(TAIL_LINES).stream().map(LogLine::readable).toList();
	}

	/**
	 * Waits for the given time, or less when the process ends or is no longer wanted.
	 * @return whether there is still something to wait for
	 */
	private boolean await(Duration duration, @Nullable Process current) throws InterruptedException {
		this.lock.lock();
		try {
			long left = duration.toNanos();
			while (left > 0 && isWanted() && (current == null || current.isAlive())) {
				left = this.changed.awaitNanos(left);
			}
			return isWanted() && (current == null || current.isAlive());
		}
		finally {
			this.lock.unlock();
		}
	}

	private void change(State next) {
		this.lock.lock();
		try {
			this.state = next;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void wake() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Kills the process and all its children, to watch it heal.
	 * @return whether there was a process to kill
	 */
	boolean kill() {
		this.lock.lock();
		try {
			if (this.process == null || !this.process.isAlive()) {
				return false;
			}
			killTree(this.process);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes the process down until {@link #want()}. */
	void stop() throws InterruptedException {
		this.lock.lock();
		try {
			this.wanted = false;
			this.changed.signalAll();
			// who waits for it to be ready need not wait for what was stopped on purpose
			this.firstReady.complete(null);
			while (this.state != State.STOPPED && !this.closing) {
				this.changed.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Brings the process up, unless it already is. */
	void want() {
		this.lock.lock();
		try {
			if (!this.wanted) {
				this.wanted = true;
				this.state = State.STARTING;
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean awaitReady(Duration patience) throws InterruptedException {
		this.lock.lock();
		try {
			long left = patience.toNanos();
			while (this.state != State.READY && isWanted() && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			return this.state == State.READY;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** From now on the process is not brought back when it dies, nor started. */
	void retire() {
		this.lock.lock();
		try {
			this.retiring = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Tells whoever waits for the process to be ready that it never will be. */
	void letNobodyWait() {
		this.firstReady.cancel(false);
	}

	/** Ends the process for good; {@link #live} returns once it is gone. */
	void close() {
		this.lock.lock();
		try {
			this.closing = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	ProcessStatus status(boolean withMemory) {
		ProcessStatus status;
		this.lock.lock();
		try {
			boolean alive = this.process != null && this.process.isAlive();
			double uptime = alive ? Duration.between(this.started, Instant.now()).toMillis() / 1000.0 : 0;
			status = new ProcessStatus(this.spec.name(), this.spec.replica(), this.state,
					alive ? Objects.requireNonNull(this.process).pid() : null, this.spec.url(),
					this.spec.managementUrl(), 0, uptime, this.restarts);
		}
		finally {
			this.lock.unlock();
		}
		return withMemory ? status.withMemory() : status;
	}

}
