package dev.akshay.portfolio.notifier.message;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import dev.akshay.portfolio.platform.messaging.ConsumerThread;
import dev.akshay.portfolio.platform.messaging.ParkingListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
		// the key, for the data may be what nobody can read
		MessageMails.messageOf(event.key())
			.ifPresent((messageId) -> ConsumerThread.await(this.deliveries.parked(origin, messageId, reason,
					this.clock.instant().truncatedTo(ChronoUnit.MILLIS))));
	}

}
