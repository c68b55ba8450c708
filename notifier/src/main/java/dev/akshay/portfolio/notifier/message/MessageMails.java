package dev.akshay.portfolio.notifier.message;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import dev.akshay.portfolio.notifier.mail.Mailer;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Sends a mail for each message. The event is committed as read when the mail server has
 * the mail and Kafka the news of it.
 */
@Component
class MessageMails implements ConsumerSeekAware {

	private final EventFormat format;

	private final Mailer mailer;

	private final SentMails sent;

	private final Deliveries deliveries;

	private final Clock clock;

	MessageMails(EventFormat format, Mailer mailer, SentMails sent, Deliveries deliveries, Clock clock) {
		this.format = format;
		this.mailer = mailer;
		this.sent = sent;
		this.deliveries = deliveries;
		this.clock = clock;
	}

	@KafkaListener(id = "messages", topics = MessageReceived.TOPIC, groupId = "${spring.application.name}",
			concurrency = "${portfolio.messaging.topics.partitions:3}")
	void receive(ConsumerRecord<String, byte[]> record) {
		if (!this.format.typeOf(record).equals(MessageReceived.TYPE)) {
			throw new UnreadableEvent("its type is unknown here");
		}
		var event = this.format.read(record, MessageReceived.class);
		var delivery = Deliveries.idOf(event.id());
		if (this.sent.isAnnounced(delivery)) {
			return;
		}
		// a mail that went out is not sent again because its news did not
		var at = this.sent.at(delivery);
		if (at == null) {
			this.mailer.send(event.data().toMail(event.id()));
			at = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
			this.sent.add(delivery, at);
		}
		this.deliveries.delivered(delivery, event.data().messageId(), at);
		this.sent.announced(delivery);
	}

	@Override
	public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
		if (!assignments.isEmpty()) {
			this.deliveries.recall(this.sent::announced);
		}
	}

}
