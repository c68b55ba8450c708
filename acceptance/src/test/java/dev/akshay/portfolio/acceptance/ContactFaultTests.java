package dev.akshay.portfolio.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever dies while people write, every message that was answered arrives, and none
 * becomes two. The seed of what happens when can be given as
 * {@code -Dportfolio.faults.seed=…}.
 */
@WithSuite
class ContactFaultTests {

	private static final List<String> MORTALS = List.of("gateway", "contact-service", "notifier", "kafka", "postgres",
			"mail");

	private static final int SENDERS = 20;

	private static final int PAIRS = 2;

	private static final int RELAPSES = 2;

	private final Suite suite;

	ContactFaultTests(Suite suite) {
		this.suite = suite;
	}

	@Test
	void nothingIsLostAndNothingDoubled() {
		long seed = Long.getLong("portfolio.faults.seed", System.nanoTime());
		var topic = "Fault " + UUID.randomUUID();
		var senders = new Senders(this.suite, SENDERS, topic, Senders.PATIENCE);
		int deaths;
		try (senders) {
			var faults = faults(new Random(seed));
			deaths = (int) faults.stream()
				.flatMap((fault) -> fault.names().stream())
				.filter((name) -> name.equals("notifier") || name.equals("mail"))
				.count();
			System.out.printf("seed %d: %s%n", seed, faults);
			faults.forEach(this::happens);
			await().atMost(Suite.LIMIT).untilAsserted(this::everybodyIsBack);
		}
		new MessageAudit(this.suite).check(topic, senders.sent(), deaths);
	}

	/** Each one alone, some two at a time, some again while they come back. */
	private static List<Fault> faults(Random random) {
		var faults = new ArrayList<Fault>();
		MORTALS.forEach((name) -> faults.add(new Fault(List.of(name), pause(random))));
		for (int pair = 0; pair < PAIRS; pair++) {
			var names = new ArrayList<>(MORTALS);
			Collections.shuffle(names, random);
			faults.add(new Fault(List.copyOf(names.subList(0, 2)), pause(random)));
		}
		for (int relapse = 0; relapse < RELAPSES; relapse++) {
			var name = MORTALS.get(random.nextInt(MORTALS.size()));
			faults.add(new Fault(List.of(name, name), pause(random)));
		}
		Collections.shuffle(faults, random);
		return faults;
	}

	private static Duration pause(Random random) {
		return Duration.ofMillis(500 + random.nextInt(3000));
	}

	private void happens(Fault fault) {
		try {
			Thread.sleep(fault.after());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		fault.names().forEach(this::kill);
	}

	/** Who is dead already is waited for: what nobody died of proves nothing. */
	private void kill(String name) {
		await().atMost(Suite.LIMIT).pollDelay(Duration.ZERO).until(() -> {
			var kill = this.suite.launcher("kill", name);
			assertThat(kill).matches((ended) -> ended.exitCode() == 0 || ended.output().contains("is not running"));
			return kill.exitCode() == 0;
		});
	}

	private void everybodyIsBack() {
		Map<String, String> states = this.suite.status()
			.get("processes")
			.valueStream()
			.collect(Collectors.toMap((process) -> process.get("name").stringValue(),
					(process) -> process.get("state").stringValue(), (one, _) -> one));
		assertThat(states.values()).containsOnly("ready");
		assertThat(states.keySet()).containsAll(Set.copyOf(MORTALS));
	}

	/**
	 * Something that happens to the suite.
	 *
	 * @param names who is killed, one after the other
	 * @param after how long after the fault before
	 */
	private record Fault(List<String> names, Duration after) {

		@Override
		public String toString() {
			return "%d ms %s".formatted(this.after.toMillis(), String.join("+", this.names));
		}

	}

}
