package dev.akshay.portfolio.contact.message;

import java.time.Instant;
import java.util.UUID;

import dev.akshay.portfolio.platform.messaging.CloudEvent;
import org.jspecify.annotations.Nullable;

/** Tells other services that a message was left, with all they need to pass it on. */
record MessageReceived(UUID messageId, String name, String email, @Nullable String subject, String body,
		Instant receivedAt) {

	static final String TOPIC = "portfolio.contact.messages";

	private static final String TYPE = "dev.akshay.portfolio.contact.message-received.v1";

	static CloudEvent<MessageReceived> of(Message message) {
		return CloudEvent.of("contact-service", TYPE, message.id().toString(), message.receivedAt(),
				new MessageReceived(message.id(), message.name(), message.email(), message.subject(), message.body(),
						message.receivedAt()));
	}

}
