package dev.akshay.portfolio.notifier.message;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventPublisher;
import dev.akshay.portfolio.platform.messaging.Outage;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells what became of messages. An event's id follows from what it tells of, so that
 * telling it twice is telling it once.
 */
@Component
class Deliveries {

	static final String TOPIC = "portfolio.contact.deliveries";

	private static final Log logger = LogFactory.getLog(Deliveries.class);

	private static final String DELIVERED = "dev.akshay.portfolio.contact.message-delivered.v1";

	private static final String PARKED = "dev.akshay.portfolio.contact.message-parked.v1";

	private static final URI SOURCE = URI.create("/notifier");

	/**
	 * How far back an event that comes again may lie, in all partitions together: as much
	 * as is remembered, or those that are read first were forgotten behind the others.
	 */
	private static final long RECALLED = SentMails.REMEMBERED;

	private static final Duration POLL = Duration.ofMillis(100);

	/** For one look, all its requests together. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Object recalling = new Object();

	private @Nullable Long looked;

	/** Why the latest look did not come to the end; that none was made is no reason. */
	private volatile @Nullable Outage unknown;

	/** How far was read so far. */
	private final Map<TopicPartition, Long> read = new HashMap<>();

	private final EventPublisher publisher;

	private final EventFormat format;

	private final ConsumerFactory<String, byte[]> consumers;

	private final Duration patience;

	@Autowired
	Deliveries(EventPublisher publisher, EventFormat format, ConsumerFactory<String, byte[]> consumers) {
		this(publisher, format, consumers, PATIENCE);
	}

	Deliveries(EventPublisher publisher, EventFormat format, ConsumerFactory<String, byte[]> consumers,
			Duration patience) {
		this.publisher = publisher;
		this.format = format;
		this.consumers = consumers;
		this.patience = patience;
	}

	/**
	 * Tells that the mail server has a message.
	 * @param messageId the message
	 * @param at since when; told again, it is the same time
	 * @return completes when Kafka has that
	 */
	CompletableFuture<Void> delivered(UUID messageId, Instant at) {
		return this.publisher.publish(TOPIC, new CloudEvent<>(id("delivered " + messageId), SOURCE, DELIVERED,
				messageId.toString(), at, new MessageDelivered(messageId, at)));
	}

	/**
	 * Tells that an event is given up.
	 * @return completes when Kafka has that
	 */
	CompletableFuture<Void> parked(String origin, UUID messageId, String reason, Instant at) {
		return this.publisher.publish(TOPIC, new CloudEvent<>(id("parked " + origin), SOURCE, PARKED,
				messageId.toString(), at, new MessageParked(messageId, reason, at)));
	}

	/**
	 * Reads what was told of late, by this process or any other, and later what was told
	 * since. What is read before it fails is not read again.
	 * @param delivered is told the message of each delivery, and when it was delivered
	 * @throws Outage if it does not come to the end in time
	 */
	void recall(BiConsumer<UUID, Instant> delivered) {
		var asked = System.nanoTime();
		synchronized (this.recalling) {
			// several partitions are taken over at once: one look is enough for them all
			if (this.looked == null || asked - this.looked > 0) {
				this.looked = System.nanoTime();
				look(delivered);
			}
			if (this.unknown != null) {
				throw this.unknown;
			}
		}
	}

	private void look(BiConsumer<UUID, Instant> delivered) {
		try {
			read(delivered);
			this.unknown = null;
		}
		catch (KafkaException ex) {
			this.unknown = new Outage("it is not known what was delivered before: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Whether the latest look came to the end.
	 * @return whether all is known that was told before it
	 */
	boolean isRecalled() {
		return this.unknown == null;
	}

	private void read(BiConsumer<UUID, Instant> delivered) {
		var deadline = System.nanoTime() + this.patience.toNanos();
		try (var consumer = this.consumers.createConsumer("notifier-recall", null)) {
			var partitions = consumer.partitionsFor(TOPIC, until(deadline))
				.stream()
				.map(Deliveries::partition)
				.toList();
			consumer.assign(partitions);
			var starts = consumer.beginningOffsets(partitions, until(deadline));
			var ends = consumer.endOffsets(partitions, until(deadline));
			partitions.forEach((partition) -> {
				long end = ends.getOrDefault(partition, 0L);
				long known = this.read.getOrDefault(partition, 0L);
				// a topic that ends before that is another one: Kafka lost its data
				var start = Math.max(starts.getOrDefault(partition, 0L), (known <= end) ? known : 0);
				var from = Math.max(start, end - RECALLED / partitions.size());
				consumer.seek(partition, from);
				this.read.put(partition, from);
			});
			for (long unread = left(ends); unread > 0; unread = left(ends)) {
				if (deadline - System.nanoTime() <= 0) {
					throw new TimeoutException(unread + " events are unread");
				}
				consumer.poll(POLL).forEach((event) -> recall(event, delivered));
				partitions.forEach((partition) -> this.read.put(partition, consumer.position(partition, POLL)));
			}
		}
	}

	private long left(Map<TopicPartition, Long> ends) {
		return ends.entrySet()
			.stream()
			.mapToLong((end) -> Math.max(0, end.getValue() - this.read.getOrDefault(end.getKey(), 0L)))
			.sum();
	}

	private static Duration until(long deadline) {
		return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
	}

	private void recall(ConsumerRecord<String, byte[]> event, BiConsumer<UUID, Instant> delivered) {
		try {
			if (this.format.typeOf(event).equals(DELIVERED)) {
				var told = this.format.read(event, MessageDelivered.class).data();
				delivered.accept(told.messageId(), told.deliveredAt());
			}
		}
		catch (UnreadableEvent _) {
			// nothing of ours
			logger.debug("Skipped %s-%d@%d".formatted(event.topic(), event.partition(), event.offset()));
		}
	}

	private static TopicPartition partition(PartitionInfo info) {
		return new TopicPartition(info.topic(), info.partition());
	}

	private static String id(String name) {
		return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
	}

	record MessageDelivered(UUID messageId, Instant deliveredAt) {

		MessageDelivered {
			requirePresent("messageId", messageId);
			requirePresent("deliveredAt", deliveredAt);
		}

		private static void requirePresent(String field, @Nullable Object value) {
			if (value == null) {
				throw new UnreadableEvent(field + " is missing");
			}
		}

	}

	record MessageParked(UUID messageId, String reason, Instant parkedAt) {
	}

}
