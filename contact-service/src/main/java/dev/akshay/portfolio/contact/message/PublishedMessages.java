package dev.akshay.portfolio.contact.message;

import java.util.List;
import java.util.UUID;

import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.platform.outbox.OutboxEntry;
import dev.akshay.portfolio.platform.outbox.OutboxListener;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Notes on receipts that their messages reached Kafka, or never will as they are. */
@Component
class PublishedMessages implements OutboxListener {

	private final Receipts receipts;

	PublishedMessages(Receipts receipts) {
		this.receipts = receipts;
	}

	@Override
	public Mono<Void> published(List<OutboxEntry> events) {
		var messages = events.stream()
			.filter(PublishedMessages::isOfMessage)
			.map((event) -> UUID.fromString(event.key()))
			.toList();
		return messages.isEmpty() ? Mono.empty() : this.receipts.published(messages);
	}

	@Override
	public Mono<Void> parked(OutboxEntry event, String reason) {
		return isOfMessage(event)
				? this.receipts.unpublishable(UUID.fromString(event.key()), "Kafka does not take its event: " + reason)
				: Mono.empty();
	}

	private static boolean isOfMessage(OutboxEntry event) {
		return event.topic().equals(MessageReceived.TOPIC);
	}

}
