package dev.akshay.portfolio.contact.message;

import java.time.Instant;
import java.util.UUID;

import dev.akshay.portfolio.platform.messaging.CloudEvent;

/**
 * Tells other services that a message was left, and nothing of it: what people write lies
 * in one place, from where it can be deleted.
 */
record MessageReceived(UUID messageId, Instant receivedAt) {

	static final String TOPIC = "portfolio.contact.messages";

	private static final String TYPE = "dev.akshay.portfolio.contact.message-received.v1";

	static CloudEvent<MessageReceived> of(Message message) {
		return CloudEvent.of("contact-service", TYPE, message.id().toString(), message.receivedAt(),
				new MessageReceived(message.id(), message.receivedAt()));
	}

}
