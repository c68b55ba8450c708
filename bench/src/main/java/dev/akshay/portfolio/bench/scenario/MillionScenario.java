package dev.akshay.portfolio.bench.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.pipeline.Fault;
import dev.akshay.portfolio.bench.pipeline.Faults;
import dev.akshay.portfolio.bench.pipeline.Killer;
import dev.akshay.portfolio.bench.pipeline.Patience;
import dev.akshay.portfolio.bench.pipeline.Posting;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Suite;

/** A million messages in less than an hour, all of them, while processes are killed. */
final class MillionScenario implements Scenario {

	private static final int MESSAGES = 1_000_000;

	private static final Duration TIME = Duration.ofHours(1);

	/** How much of the time the pace needs; the rest is for what happens. */
	private static final double SHARE_OF_TIME = 0.9;

	/**
	 * More than that are not sent before others are answered: they wait here, where they
	 * cost nothing, instead of being refused there.
	 */
	private static final int MOST_UNDER_WAY = 80;

	/** After how many times the time it is given up. */
	private static final int LATEST = 2;

	private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long PROGRESS = TimeUnit.MINUTES.toNanos(1);

	@Override
	public String name() {
		return "million";
	}

	@Override
	public String summary() {
		return "A million messages in less than an hour, every one of them, while processes are killed.";
	}

	@Override
	public boolean onlyByName() {
		return true;
	}

	@Override
	public Findings measure(Conditions conditions) {
		conditions.tell("starting the suite");
		try (Suite suite = Suite.up(conditions.root(), conditions.folder().resolve("home"), Map.of());
				Ordeal ordeal = new Ordeal(conditions, suite)) {
			return measure(conditions, ordeal);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	private static Findings measure(Conditions conditions, Ordeal ordeal) throws InterruptedException {
		Endurance endurance = conditions.endurance();
		int messages = endurance.messagesOr(MESSAGES);
		Duration time = endurance.timeOr(TIME);
		double rate = endurance.perSecondOr(messages / (time.toSeconds() * SHARE_OF_TIME));
		conditions.tell("seed %d, %,d messages, %.0f per second".formatted(endurance.seed(), messages, rate));
		CountDownLatch sent = new CountDownLatch(1);
		Future<?> kills = ordeal.clock().submit(() -> {
			kill(ordeal.killer(), new Faults(endurance.seed()), endurance.every(), sent);
			return null;
		});
		send(conditions, ordeal, messages, rate, kills, System.nanoTime() + LATEST * time.toNanos());
		sent.countDown();
		succeeded(kills);
		ordeal.allAnswered();
		conditions.tell(ordeal.progress());
		ordeal.awaitEverybody();
		Findings findings = ordeal.findings("sent, %.0f per second".formatted(rate));
		findings.verdicts()
			.addFirst(Verdict.atLeast("messages accepted", (double) ordeal.tally().untilAccepted().count(),
					(double) messages, ""));
		findings.verdicts()
			.add(Verdict.atMost("until the last one was delivered", ordeal.minutes(), (double) time.toMinutes(),
					"min"));
		findings.notes()
			.add("seed %d; one process is killed once in %d s, each one as often".formatted(endurance.seed(),
					endurance.every().toSeconds()));
		findings.notes()
			.add("sent by the clock, with at most %d under way; all tries: from when a message was due to its 202, however often it was sent under its key"
				.formatted(MOST_UNDER_WAY));
		return findings;
	}

	private static void send(Conditions conditions, Ordeal ordeal, int messages, double rate, Future<?> kills, long end)
			throws InterruptedException {
		Posting posting = ordeal.posting(Patience.ENDLESS);
		Semaphore places = new Semaphore(MOST_UNDER_WAY);
		double interval = NANOS_PER_SECOND / rate;
		long start = System.nanoTime();
		long told = start;
		for (int count = 0; count < messages; count++) {
			long due = start + (long) (count * interval);
			await(due);
			take(places, 1, kills, end);
			posting.post(ordeal.tally().next(), due).doFinally((_) -> places.release()).subscribe();
			if (System.nanoTime() - told > PROGRESS) {
				told += PROGRESS;
				conditions.tell(ordeal.progress());
			}
		}
		take(places, MOST_UNDER_WAY, kills, end);
	}

	/**
	 * Waits for places, which nobody leaves while a process stays dead: that one is told
	 * by whoever kills.
	 */
	static void take(Semaphore places, int count, Future<?> kills, long end) throws InterruptedException {
		do {
			if (kills.isDone()) {
				succeeded(kills);
			}
			if (System.nanoTime() - end > 0) {
				throw new BenchFailure("messages were still under way after %d times the time".formatted(LATEST));
			}
		}
		while (!places.tryAcquire(count, 1, TimeUnit.SECONDS));
	}

	private static void await(long due) {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

	/** Goes on until everything is sent. */
	private static void kill(Killer killer, Faults faults, Duration every, CountDownLatch sent)
			throws InterruptedException {
		long part = System.nanoTime();
		while (true) {
			for (Fault fault : faults.singles(every)) {
				long wait = part + fault.after().toNanos() - System.nanoTime();
				if (sent.await(wait, TimeUnit.NANOSECONDS)) {
					return;
				}
				killer.cause(fault);
				// one that was waited for does not make the next ones come in a heap
				part = Math.max(part + every.toNanos(), System.nanoTime());
			}
		}
	}

	private static void succeeded(Future<?> kills) throws InterruptedException {
		try {
			kills.get();
		}
		catch (ExecutionException ex) {
			throw new BenchFailure("killing failed: " + ex.getCause(), ex);
		}
	}

}
