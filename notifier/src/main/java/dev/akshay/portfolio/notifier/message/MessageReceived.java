package dev.akshay.portfolio.notifier.message;

import java.util.UUID;

import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import org.jspecify.annotations.Nullable;

/** Says that there is a message, and nothing of it. */
record MessageReceived(UUID messageId) {

	static final String TOPIC = "portfolio.contact.messages";

	static final String TYPE = "dev.akshay.portfolio.contact.message-received.v1";

	MessageReceived {
		requirePresent(messageId);
	}

	private static void requirePresent(@Nullable UUID messageId) {
		if (messageId == null) {
			throw new UnreadableEvent("messageId is missing");
		}
	}

}
