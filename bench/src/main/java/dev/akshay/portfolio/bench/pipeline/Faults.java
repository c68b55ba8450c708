package dev.akshay.portfolio.bench.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What happens when. The same seed gives the same faults in the same order with the same
 * pauses; what they meet is up to the machine.
 */
public final class Faults {

	/** Everything a message passes. */
	public static final List<String> MORTALS = List.of("gateway", "contact-service", "notifier", "kafka", "postgres",
			"mail");

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(4);

	private final Random random;

	/**
	 * Faults of a seed.
	 * @param seed the seed
	 */
	public Faults(long seed) {
		this.random = new Random(seed);
	}

	/**
	 * Each one alone and each one again while it comes back, and three pairs in which
	 * each one is once; in an order of their own each time.
	 * @return the faults
	 */
	public List<Fault> round() {
		List<Fault> faults = new ArrayList<>();
		for (String name : MORTALS) {
			faults.add(new Fault(List.of(name), between(SHORTEST_PAUSE, LONGEST_PAUSE), Duration.ZERO));
			faults.add(new Fault(List.of(name, name), between(SHORTEST_PAUSE, LONGEST_PAUSE),
					between(Duration.ZERO, LONGEST_RECOVERY)));
		}
		List<String> names = shuffled();
		for (int pair = 0; pair < names.size(); pair += 2) {
			faults.add(new Fault(names.subList(pair, pair + 2), between(SHORTEST_PAUSE, LONGEST_PAUSE), Duration.ZERO));
		}
		Collections.shuffle(faults, this.random);
		return faults;
	}

	/**
	 * Each one alone, at any moment of its part of time, in an order of their own each
	 * time.
	 * @param every how long each part is
	 * @return the faults; each one's {@code after} counts from the beginning of its part
	 */
	public List<Fault> singles(Duration every) {
		return shuffled().stream()
			.map((name) -> new Fault(List.of(name), between(Duration.ZERO, every), Duration.ZERO))
			.toList();
	}

	private List<String> shuffled() {
		List<String> names = new ArrayList<>(MORTALS);
		Collections.shuffle(names, this.random);
		return names;
	}

	private Duration between(Duration least, Duration most) {
		return Duration.ofMillis(this.random.nextLong(least.toMillis(), most.toMillis()));
	}

}
