package dev.akshay.portfolio.notifier.message;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import dev.akshay.portfolio.notifier.mail.Mailer;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventHandler;
import dev.akshay.portfolio.platform.messaging.Outage;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Sends a mail for each message. An event is committed as read when the mail server has
 * the mail and Kafka the news of it.
 */
@Component
class MessageMails implements EventHandler {

	private static final Log logger = LogFactory.getLog(MessageMails.class);

	/**
	 * Of how many mails a thread may not know whether Kafka has the news: the next one is
	 * on its way while the news of the one before is. If the process dies, so many of its
	 * mails go out again, however long Kafka was away.
	 */
	private static final int UNTOLD = 2;

	private final EventFormat format;

	private final StoredMessages messages;

	private final Mailer mailer;

	private final SentMails sent;

	private final Deliveries deliveries;

	private final Clock clock;

	MessageMails(EventFormat format, StoredMessages messages, Mailer mailer, SentMails sent, Deliveries deliveries,
			Clock clock) {
		this.format = format;
		this.messages = messages;
		this.mailer = mailer;
		this.sent = sent;
		this.deliveries = deliveries;
		this.clock = clock;
	}

	@Override
	public Function<ConsumerRecord<String, byte[]>, CompletableFuture<?>> handlerOf(
			List<ConsumerRecord<String, byte[]>> batch) {
		// one that was put off may stand in its first topic, too, and be sent meanwhile
		if (!this.deliveries.isRecalled()
				|| batch.stream().anyMatch((event) -> !event.topic().equals(MessageReceived.TOPIC))) {
			this.deliveries.recall(this.sent::add);
		}
		var ids = batch.stream().flatMap((event) -> messageOf(event.key()).stream()).distinct().toList();
		var stored = ids.isEmpty() ? Map.<UUID, StoredMessage>of() : this.messages.of(ids);
		return (event) -> handle(event, stored);
	}

	@Override
	public int mostUnderWay() {
		return UNTOLD;
	}

	@Override
	public void takenOver() {
		try {
			this.deliveries.recall(this.sent::add);
		}
		catch (Outage ex) {
			logger.warn("No mail goes out until that is over: " + ex.getMessage());
		}
	}

	private CompletableFuture<?> handle(ConsumerRecord<String, byte[]> record, Map<UUID, StoredMessage> stored) {
		if (!this.format.typeOf(record).equals(MessageReceived.TYPE)) {
			throw new UnreadableEvent("its type is unknown here");
		}
		var event = this.format.read(record, MessageReceived.class);
		var messageId = event.data().messageId();
		if (!messageId.toString().equals(record.key())) {
			throw new UnreadableEvent("its key is not its messageId");
		}
		return this.sent.alone(messageId,
				() -> send(event.id(), messageId, Optional.ofNullable(stored.get(messageId))));
	}

	/**
	 * What comes again may come because its news was lost: that is told again, and the
	 * mail not sent again.
	 */
	private CompletableFuture<?> send(String event, UUID messageId, Optional<StoredMessage> message) {
		var at = this.sent.at(messageId);
		if (at == null) {
			if (message.isEmpty()) {
				return this.deliveries.parked(event, messageId, "it was deleted before it could be sent", now());
			}
			this.mailer.send(message.get().toMail(event));
			at = now();
			this.sent.add(messageId, at);
		}
		return tell(messageId, at);
	}

	// whatever the reason: a mail nobody is told of is none to go on behind
	private CompletableFuture<?> tell(UUID messageId, Instant at) {
		try {
			return this.deliveries.delivered(messageId, at)
				.exceptionallyCompose((failure) -> CompletableFuture.failedFuture(untold(failure)));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(untold(ex));
		}
	}

	private static Outage untold(Throwable failure) {
		return new Outage("Kafka does not take the news of a mail", failure);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/** The message an event is about, by its key. */
	static Optional<UUID> messageOf(@Nullable String key) {
		try {
			return Optional.ofNullable(key).map(UUID::fromString);
		}
		catch (IllegalArgumentException _) {
			return Optional.empty();
		}
	}

}
