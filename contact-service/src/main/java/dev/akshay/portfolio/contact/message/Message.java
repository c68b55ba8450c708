package dev.akshay.portfolio.contact.message;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A message somebody left, unchanged from then on. */
record Message(UUID id, String name, String email, @Nullable String subject, String body, Instant receivedAt) {

	static Message received(ContactForm form, Instant now) {
		var subject = (form.subject() != null && !form.subject().isBlank()) ? form.subject().strip() : null;
		return new Message(UUID.randomUUID(), form.name().strip(), form.email(), subject, form.body(), now);
	}

}
