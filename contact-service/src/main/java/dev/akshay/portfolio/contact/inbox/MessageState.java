package dev.akshay.portfolio.contact.inbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the owner did with a message. */
enum MessageState {

	/** Nothing yet. */
	NEW,
	/** Read it. */
	READ,
	/** Answered it. */
	REPLIED,
	/** Put it away. */
	ARCHIVED,
	/** Took it for what nobody asked for. */
	SPAM;

	static Optional<MessageState> of(String name) {
		return Arrays.stream(values()).filter((state) -> state.toString().equals(name)).findFirst();
	}

	@Override
	@JsonValue
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
