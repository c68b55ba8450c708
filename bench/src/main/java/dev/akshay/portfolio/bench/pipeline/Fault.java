package dev.akshay.portfolio.bench.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * Something that happens to the suite.
 *
 * @param names who is killed, in this order
 * @param after how long to wait before it happens
 * @param between how long to wait between two of the names; nothing for at the same time
 */
public record Fault(List<String> names, Duration after, Duration between) {

	/**
	 * A fault.
	 * @param names who is killed, in this order
	 * @param after how long to wait before it happens
	 * @param between how long to wait between two of the names; nothing for at the same
	 * time
	 */
	public Fault {
		names = List.copyOf(names);
	}

	@Override
	public String toString() {
		return String.join("+", this.names);
	}

}
