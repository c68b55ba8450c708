package dev.akshay.portfolio.bench.capacity;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some machines that are alike. Processes go wherever there is CPU, but for those that
 * cannot be more than a certain number.
 *
 * @param nodes how many machines
 * @param cores cores of each
 * @param use the share of them that may be busy; beyond it, queues grow faster than
 * throughput
 */
record Cluster(int nodes, double cores, double use) {

	/** Behind the name of what all share. */
	static final String ALL = "the nodes' CPU";

	private static final double MICROS_PER_SECOND = 1_000_000;

	/** There is one primary, which takes every write, and it fits on one node. */
	private static final Map<String, Integer> SINGLE = Map.of("postgres", 1);

	/** A broker and a consumer per partition are as many as share the work of a topic. */
	private static final Map<String, Integer> PER_PARTITION = Map.of("kafka", 3, "notifier", 3);

	private static final Map<String, Integer> MOST = Stream.of(SINGLE, PER_PARTITION)
		.flatMap((most) -> most.entrySet().stream())
		.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

	/**
	 * How much of something this carries: the utilisation law, for each part that can be
	 * busy.
	 * @param demand what one of it costs
	 * @return how many a second, and what is busy then
	 */
	Bound carries(Demand demand) {
		Bound all = bound(ALL, this.nodes, demand.total());
		return Stream
			.concat(Stream.of(all),
					demand.micros()
						.entrySet()
						.stream()
						.map((part) -> bound(part.getKey(),
								Math.min(this.nodes, MOST.getOrDefault(part.getKey(), this.nodes)), part.getValue())))
			.min(Comparator.comparingDouble(Bound::perSecond))
			.orElse(all);
	}

	/** How many nodes carry so much, or none if no number of them does. */
	int nodesFor(Demand demand, double perSecond, int most) {
		for (int number = 1; number <= most; number++) {
			if (new Cluster(number, this.cores, this.use).carries(demand).perSecond() >= perSecond) {
				return number;
			}
		}
		return 0;
	}

	private Bound bound(String part, int machines, double micros) {
		double available = machines * this.cores * this.use * MICROS_PER_SECOND;
		return new Bound(part, (micros > 0) ? available / micros : Double.POSITIVE_INFINITY);
	}

	/**
	 * How much is carried.
	 *
	 * @param by what is busy first
	 * @param perSecond how many a second
	 */
	record Bound(String by, double perSecond) {
	}

}
