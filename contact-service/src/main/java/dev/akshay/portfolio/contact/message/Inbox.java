package dev.akshay.portfolio.contact.message;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import dev.akshay.portfolio.contact.receipt.Receipt;
import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.contact.suspicion.Suspicions;
import dev.akshay.portfolio.platform.outbox.Outbox;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;

/**
 * Takes messages in. It is meant to run inside a transaction, so that message, receipt
 * and event are all there or none is.
 */
@Service
class Inbox {

	private final Messages messages;

	private final Suspicions suspicions;

	private final Receipts receipts;

	private final Outbox outbox;

	private final Clock clock;

	Inbox(Messages messages, Suspicions suspicions, Receipts receipts, Outbox outbox, Clock clock) {
		this.messages = messages;
		this.suspicions = suspicions;
		this.receipts = receipts;
		this.outbox = outbox;
		this.clock = clock;
	}

	Mono<Receipt> accept(ContactForm form) {
		return Mono.defer(() -> {
			var now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
			return this.suspicions.of(form.evidence(), now)
				.flatMap((suspicions) -> add(Message.received(form, now, suspicions)));
		});
	}

	private Mono<Receipt> add(Message message) {
		return this.messages.add(message)
			.then(this.outbox.publish(MessageReceived.TOPIC, MessageReceived.of(message)))
			.then(this.receipts.open(message.id(), message.receivedAt()));
	}

}
