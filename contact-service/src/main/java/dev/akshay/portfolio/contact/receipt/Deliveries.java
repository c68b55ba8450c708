package dev.akshay.portfolio.contact.receipt;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.platform.messaging.ConsumerThread;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.TemporaryFailure;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import io.r2dbc.spi.R2dbcException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

import org.springframework.core.NestedRuntimeException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Notes on receipts what the notifier says of their messages. An event that comes again
 * changes nothing.
 */
@Component
class Deliveries {

	static final String TOPIC = "portfolio.contact.deliveries";

	private static final String DELIVERED = "dev.akshay.portfolio.contact.message-delivered.v1";

	private static final String PARKED = "dev.akshay.portfolio.contact.message-parked.v1";

	private final Receipts receipts;

	private final EventFormat format;

	Deliveries(Receipts receipts, EventFormat format) {
		this.receipts = receipts;
		this.format = format;
	}

	@KafkaListener(id = "deliveries", topics = TOPIC, groupId = "${spring.application.name}",
			concurrency = "${portfolio.messaging.topics.partitions:3}")
	void receive(ConsumerRecord<String, byte[]> event) {
		ConsumerThread.await(noted(event).onErrorMap(Deliveries::isOfTheDatabase,
				(ex) -> new TemporaryFailure("the database cannot note it", ex)));
	}

	private Mono<Void> noted(ConsumerRecord<String, byte[]> event) {
		return switch (this.format.typeOf(event)) {
			case DELIVERED -> {
				var data = this.format.read(event, MessageDelivered.class).data();
				yield this.receipts.delivered(data.messageId(), data.deliveredAt());
			}
			case PARKED -> {
				var data = this.format.read(event, MessageParked.class).data();
				yield this.receipts.parked(data.messageId(), data.parkedAt(), data.reason());
			}
			default -> throw new UnreadableEvent("its type is unknown here");
		};
	}

	private static boolean isOfTheDatabase(Throwable failure) {
		return failure instanceof NestedRuntimeException || failure instanceof R2dbcException;
	}

	record MessageDelivered(UUID messageId, Instant deliveredAt) {

		MessageDelivered {
			Objects.requireNonNull(messageId);
			Objects.requireNonNull(deliveredAt);
		}

	}

	record MessageParked(UUID messageId, String reason, Instant parkedAt) {

		MessageParked {
			Objects.requireNonNull(messageId);
			Objects.requireNonNull(reason);
			Objects.requireNonNull(parkedAt);
		}

	}

}
