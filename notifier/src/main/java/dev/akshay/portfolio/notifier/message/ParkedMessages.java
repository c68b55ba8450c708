package dev.akshay.portfolio.notifier.message;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import dev.akshay.portfolio.platform.messaging.ParkingListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Tells of messages that go to the dead letters, as far as one knows which they are. */
@Component
class ParkedMessages implements ParkingListener {

	private final Deliveries deliveries;

	private final Clock clock;

	ParkedMessages(Deliveries deliveries, Clock clock) {
		this.deliveries = deliveries;
		this.clock = clock;
	}

	@Override
	public void parking(ConsumerRecord<String, byte[]> event, String reason) {
		var origin = "%s-%d@%d".formatted(event.topic(), event.partition(), event.offset());
		messageOf(event.key()).ifPresent((messageId) -> this.deliveries.parked(origin, messageId, reason,
				this.clock.instant().truncatedTo(ChronoUnit.MILLIS)));
	}

	// the key, for the data may be what nobody can read
	private static Optional<UUID> messageOf(@Nullable String key) {
		try {
			return Optional.ofNullable(key).map(UUID::fromString);
		}
		catch (IllegalArgumentException _) {
			return Optional.empty();
		}
	}

}
