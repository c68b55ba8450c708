package dev.akshay.portfolio.local.process;

import java.time.Duration;

/** How long to wait before a process is started again: longer each time it dies young. */
final class BackOff {

	static final Duration FIRST = Duration.ofMillis(500);

	static final Duration LONGEST = Duration.ofSeconds(15);

	static final Duration HEALTHY = Duration.ofSeconds(30);

	private Duration next = FIRST;

	Duration afterLifeOf(Duration life) {
		if (life.compareTo(HEALTHY) >= 0) {
			this.next = FIRST;
		}
		Duration delay = this.next;
		Duration doubled = delay.multipliedBy(2);
		this.next = (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
		return delay;
	}

}
