package dev.akshay.portfolio.observatory.graph;

import java.time.Clock;

import dev.akshay.portfolio.observatory.timeline.Timeline;

/** For tests of what needs one. */
public final class TestProcesses {

	private TestProcesses() {
	}

	public static Processes create(Timeline timeline, Clock clock) {
		return new Processes(timeline, clock);
	}

}
