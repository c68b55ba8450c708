package dev.akshay.portfolio.contact.message;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dev.akshay.portfolio.contact.suspicion.Suspicion;
import org.jspecify.annotations.Nullable;

/** A message somebody left, unchanged from then on. */
record Message(UUID id, String name, String email, @Nullable String subject, String body, Instant receivedAt,
		Set<Suspicion> suspicions) {

	static Message received(ContactForm form, Instant now, Set<Suspicion> suspicions) {
		var subject = (form.subject() != null && !form.subject().isBlank()) ? form.subject().strip() : null;
		return new Message(UUID.randomUUID(), form.name().strip(), form.email(), subject, form.body(), now, suspicions);
	}

}
