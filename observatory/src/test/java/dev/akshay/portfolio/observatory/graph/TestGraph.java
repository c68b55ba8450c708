package dev.akshay.portfolio.observatory.graph;

import java.time.Clock;
import java.time.Duration;

/** For tests of what needs one. */
public final class TestGraph {

	private TestGraph() {
	}

	public static ServiceGraph create(Clock clock) {
		return new ServiceGraph(new GraphSettings(Duration.ofSeconds(60), 12, 100, Duration.ofHours(1)), clock);
	}

}
