package dev.akshay.portfolio.observatory.timeline;

import java.time.Clock;

/** For tests of what needs one. */
public final class TestTimeline {

	private TestTimeline() {
	}

	public static Timeline create(Clock clock) {
		return new Timeline(new TimelineSettings(100, 1000), clock);
	}

	public static void add(Timeline timeline, Clock clock, String type) {
		timeline.tell(clock.instant(), type, "gateway", null, null, null);
	}

}
