package dev.akshay.portfolio.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Leftovers;
import org.jspecify.annotations.Nullable;

/** All processes of a suite. */
public final class Supervisor {

	private static final Duration LOG_CHECK_INTERVAL = Duration.ofSeconds(5);

	private final List<Supervised> all;

	private final Map<Supervised, Thread> lives = new ConcurrentHashMap<>();

	private volatile boolean closed;

	public Supervisor(List<ProcessSpec> specs, Leftovers leftovers) {
		this.all = specs.stream().map((spec) -> new Supervised(spec, leftovers)).toList();
	}

	/** Starts each process as soon as those it comes after are ready. */
	public void start() {
		for (Supervised each : this.all) {
			CompletableFuture<Void> turn = CompletableFuture.allOf(this.all.stream()
				.filter((other) -> each.spec().after().contains(other.spec().name()))
				.map(Supervised::firstReady)
				.toArray(CompletableFuture[]::new));
			this.lives.put(each, Thread.ofVirtual().name(each.spec().id()).start(() -> each.live(turn)));
		}
		Thread.ofVirtual().name("log bounds").start(this::boundLogs);
	}

	/** Returns when every process was ready, or tells which is not and why. */
	public void awaitReady(Duration patience) throws InterruptedException {
		CompletableFuture<Object> firstFailure = new CompletableFuture<>();
		for (Supervised each : this.all) {
			each.firstReady().exceptionally((ex) -> {
				firstFailure.completeExceptionally(ex);
				return null;
			});
		}
		CompletableFuture<Void> ready = CompletableFuture
			.allOf(this.all.stream().map(Supervised::firstReady).toArray(CompletableFuture[]::new));
		try {
			CompletableFuture.anyOf(ready, firstFailure).get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw asFailure(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw tooLate(patience);
		}
	}

	private static Failure asFailure(@Nullable Throwable cause) {
		return switch (cause) {
			case null -> new Failure("stopped while starting");
			case Failure failure -> failure;
			case CompletionException wrapped when wrapped.getCause() instanceof Failure failure -> failure;
			default -> new Failure("stopped while starting");
		};
	}

	private Failure tooLate(Duration patience) {
		List<Supervised> late = this.all.stream().filter((each) -> !each.firstReady().isDone()).toList();
		return new Failure(
				"not ready within %d seconds: %s; the end of the first one's log:".formatted(patience.toSeconds(),
						late.stream().map((each) -> each.spec().id()).collect(Collectors.joining(", "))),
				late.isEmpty() ? List.of() : late.getFirst().readableTail());
	}

	/** Stops everything, those that lean on others first. */
	public void close() throws InterruptedException {
		this.closed = true;
		Map<Integer, List<Supervised>> byOrder = this.all.stream()
			.collect(Collectors.groupingBy((each) -> each.spec().stop().order(), TreeMap::new, Collectors.toList()));
		// nobody may come up, or come back, while the others are on their way down
		this.all.forEach(Supervised::retire);
		// who is told so begins, unless it is retired itself
		this.all.forEach(Supervised::letNobodyWait);
		for (List<Supervised> group : byOrder.values()) {
			group.forEach(Supervised::close);
			for (Supervised each : group) {
				Thread life = this.lives.get(each);
				if (life != null) {
					life.join();
				}
			}
		}
	}

	public List<ProcessStatus> status(boolean withMemory) {
		return this.all.stream().map((each) -> each.status(withMemory)).toList();
	}

	public List<String> kill(String name, int replica) {
		List<String> killed = new ArrayList<>();
		for (Supervised each : find(name, replica)) {
			if (each.kill()) {
				killed.add(each.spec().id());
			}
		}
		if (killed.isEmpty()) {
			throw new Failure(name + " is not running");
		}
		return killed;
	}

	public void stop(String name, int replica) throws InterruptedException {
		List<Supervised> found = find(name, replica);
		List<Thread> stops = new ArrayList<>();
		for (Supervised each : found) {
			stops.add(Thread.ofVirtual().start(() -> {
				try {
					each.stop();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}));
		}
		for (Thread stop : stops) {
			stop.join();
		}
	}

	public void start(String name, int replica, Duration patience) throws InterruptedException {
		List<Supervised> found = find(name, replica);
		found.forEach(Supervised::want);
		for (Supervised each : found) {
			if (!each.awaitReady(patience)) {
				throw new Failure("%s was started but is not ready; see './portfolio logs %s'"
					.formatted(each.spec().id(), each.spec().name()));
			}
		}
	}

	private List<Supervised> find(String name, int replica) {
		List<Supervised> named = this.all.stream().filter((each) -> each.spec().name().equals(name)).toList();
		if (named.isEmpty()) {
			throw new Failure("no process is called '%s'; there are %s".formatted(name,
					this.all.stream().map((each) -> each.spec().name()).distinct().collect(Collectors.joining(", "))));
		}
		List<Supervised> found = named.stream()
			.filter((each) -> replica == 0 || each.spec().replica() == replica)
			.toList();
		if (found.isEmpty()) {
			throw new Failure("%s has no replica %d; there are 1 to %d".formatted(name, replica, named.size()));
		}
		return found;
	}

	private void boundLogs() {
		while (!this.closed) {
			try {
				Thread.sleep(LOG_CHECK_INTERVAL);
				for (Supervised each : this.all) {
					each.log().bound();
				}
			}
			catch (IOException ex) {
				System.err.println("cannot bound a log: " + ex.getMessage());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return;
			}
		}
	}

}
