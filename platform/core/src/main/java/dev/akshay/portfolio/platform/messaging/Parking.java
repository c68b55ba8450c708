package dev.akshay.portfolio.platform.messaging;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Gives an event up: whoever wants to know is told, and the dead letters get it. */
class Parking {

	private final DeadLetters deadLetters;

	private final List<ParkingListener> listeners;

	Parking(DeadLetters deadLetters, List<ParkingListener> listeners) {
		this.deadLetters = deadLetters;
		this.listeners = List.copyOf(listeners);
	}

	/** Says what may have to be given up here. */
	void expect(String topic) {
		this.deadLetters.countOf(topic);
	}

	void park(ConsumerRecord<String, byte[]> event, @Nullable Throwable failure) {
		var reason = reasonOf(failure);
		this.listeners.forEach((listener) -> listener.parking(event, reason));
		this.deadLetters.add(event, reason);
	}

	// without the message: what others throw may quote the content
	static String reasonOf(@Nullable Throwable failure) {
		return switch (failure) {
			case PermanentFailure permanent -> String.valueOf(permanent.getMessage());
			case TemporaryFailure temporary -> String.valueOf(temporary.getMessage());
			case null -> "no reason";
			default -> "unexpected " + failure.getClass().getSimpleName() + placeOf(failure);
		};
	}

	private static String placeOf(Throwable failure) {
		var trace = failure.getStackTrace();
		return (trace.length > 0) ? " at " + trace[0] : "";
	}

}
