package dev.akshay.portfolio.website.contact;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What a visitor has typed so far.
 *
 * @param key the idempotency key: sending the same form twice sends one message
 * @param openedAt when the form was handed out, as far as it tells
 * @param website a field that people do not see and leave empty
 */
public record ContactForm(String key, @Nullable Instant openedAt, String website, String name, String email,
		String subject, String body) {

	static ContactForm empty(Instant now) {
		return new ContactForm(freshKey(), now.truncatedTo(ChronoUnit.MILLIS), "", "", "", "", "");
	}

	static ContactForm of(MultiValueMap<String, String> fields) {
		return new ContactForm(keyOf(fields.getFirst("key")), timeOf(fields.getFirst("openedAt")),
				text(fields.getFirst("website")), text(fields.getFirst("name")), text(fields.getFirst("email")),
				text(fields.getFirst("subject")), text(fields.getFirst("body")));
	}

	ContactForm withFreshKey() {
		return new ContactForm(freshKey(), this.openedAt, this.website, this.name, this.email, this.subject, this.body);
	}

	private static String keyOf(@Nullable String key) {
		try {
			return UUID.fromString(text(key)).toString();
		}
		catch (IllegalArgumentException _) {
			return freshKey();
		}
	}

	private static @Nullable Instant timeOf(@Nullable String time) {
		try {
			return Instant.parse(text(time));
		}
		catch (DateTimeParseException _) {
			return null;
		}
	}

	private static String freshKey() {
		return UUID.randomUUID().toString();
	}

	/** A form sends its lines apart by CR and LF; a script sends LF. */
	private static String text(@Nullable String value) {
		return (value != null) ? value.strip().replace("\r\n", "\n") : "";
	}

}
