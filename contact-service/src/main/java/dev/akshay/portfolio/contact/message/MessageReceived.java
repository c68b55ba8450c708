package dev.akshay.portfolio.contact.message;

import java.net.URI;
import java.nio.charset.StandardCharsets;
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

	private static final URI SOURCE = URI.create("/contact-service");

	/** Its id follows from the message, so that telling it again is telling it once. */
	static CloudEvent<MessageReceived> of(UUID messageId, Instant receivedAt) {
		return new CloudEvent<>(idOf(messageId), SOURCE, TYPE, messageId.toString(), receivedAt,
				new MessageReceived(messageId, receivedAt));
	}

	static String idOf(UUID messageId) {
		return UUID.nameUUIDFromBytes(("received " + messageId).getBytes(StandardCharsets.UTF_8)).toString();
	}

}
