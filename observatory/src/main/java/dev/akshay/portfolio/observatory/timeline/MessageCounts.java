package dev.akshay.portfolio.observatory.timeline;

import java.time.Clock;
import java.util.Map;

import dev.akshay.portfolio.observatory.count.DayCount;

import org.springframework.stereotype.Component;

/** How many messages came how far today, as Kafka told it. */
@Component
public class MessageCounts {

	private static final String RECEIVED = "message-received";

	private static final String DELIVERED = "message-delivered";

	private static final String PARKED = "message-parked";

	private final Map<String, DayCount> counts;

	MessageCounts(Clock clock) {
		this.counts = Map.of(RECEIVED, new DayCount(clock), DELIVERED, new DayCount(clock), PARKED,
				new DayCount(clock));
	}

	/**
	 * Counts something that happened, if it is about a message.
	 * @param type what happened
	 */
	void learn(String type) {
		var count = this.counts.get(type);
		if (count != null) {
			count.add(1);
		}
	}

	/**
	 * How many were received.
	 * @return a number of today
	 */
	public long received() {
		return total(RECEIVED);
	}

	/**
	 * How many were delivered.
	 * @return a number of today
	 */
	public long delivered() {
		return total(DELIVERED);
	}

	/**
	 * How many could not be delivered so far.
	 * @return a number of today
	 */
	public long parked() {
		return total(PARKED);
	}

	private long total(String type) {
		var count = this.counts.get(type);
		return (count != null) ? count.total() : 0;
	}

}
