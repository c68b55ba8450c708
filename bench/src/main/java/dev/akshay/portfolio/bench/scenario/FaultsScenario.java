package dev.akshay.portfolio.bench.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.pipeline.Fault;
import dev.akshay.portfolio.bench.pipeline.Faults;
import dev.akshay.portfolio.bench.pipeline.Killer;
import dev.akshay.portfolio.bench.pipeline.Patience;
import dev.akshay.portfolio.bench.pipeline.Posting;
import dev.akshay.portfolio.bench.pipeline.Tally;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.suite.Suite;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Whether a message is lost or doubled when whatever it passes is killed. */
final class FaultsScenario implements Scenario {

	private static final int MESSAGES = 10_000;

	private static final int SENDERS = 20;

	private static final Duration PAUSE = Duration.ofMillis(400);

	@Override
	public String name() {
		return "faults";
	}

	@Override
	public String summary() {
		return "Messages lost or doubled while everything they pass is killed again and again.";
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
		long seed = conditions.endurance().seed();
		conditions.tell("seed %d".formatted(seed));
		AtomicBoolean sending = new AtomicBoolean(true);
		CompletableFuture<@Nullable Void> senders = senders(ordeal, sending);
		int rounds = kill(conditions, ordeal, new Faults(seed));
		ordeal.awaitEverybody();
		sending.set(false);
		senders.join();
		ordeal.allAnswered();
		conditions.tell(ordeal.progress());
		Findings findings = ordeal.findings("sent by %d senders".formatted(SENDERS));
		findings.notes()
			.add("seed %d; each round kills each one alone, each one again while it comes back, and all in three pairs: %d rounds begun"
				.formatted(seed, rounds));
		findings.notes()
			.add("a sender sends the next message %d ms after the last, each up to %d times under its key, as the site's form does"
				.formatted(PAUSE.toMillis(), Patience.OF_THE_SITE.tries()));
		return findings;
	}

	private static CompletableFuture<@Nullable Void> senders(Ordeal ordeal, AtomicBoolean sending) {
		Posting posting = ordeal.posting(Patience.OF_THE_SITE);
		return Flux.range(0, SENDERS)
			.flatMap((_) -> sender(posting, ordeal.tally(), sending), SENDERS)
			.then()
			.toFuture();
	}

	private static Flux<Long> sender(Posting posting, Tally tally, AtomicBoolean sending) {
		// not all of them at once
		Duration start = Duration.ofMillis(ThreadLocalRandom.current().nextLong(PAUSE.toMillis()));
		return Mono.delay(start)
			.thenMany(Mono.defer(() -> posting.post(tally.next(), System.nanoTime()))
				.then(Mono.delay(PAUSE))
				.repeat(sending::get));
	}

	/** How many rounds it took. */
	private static int kill(Conditions conditions, Ordeal ordeal, Faults faults) throws InterruptedException {
		int messages = conditions.endurance().messagesOr(MESSAGES);
		Killer killer = ordeal.killer();
		int round = 0;
		while (round < conditions.rounds() || ordeal.tally().begun() < messages) {
			round++;
			for (Fault fault : faults.round()) {
				if (round > conditions.rounds() && ordeal.tally().begun() >= messages) {
					break;
				}
				Thread.sleep(fault.after());
				killer.cause(fault);
				// or nobody would be accepted at all where starting takes long
				ordeal.awaitAccepted();
				conditions.tell("round %d: killed %s; %s".formatted(round, fault, ordeal.progress()));
			}
		}
		return round;
	}

}
