package dev.akshay.portfolio.website.contact;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What a visitor has typed so far.
 *
 * @param key the idempotency key: sending the same form twice sends one message
 */
public record ContactForm(String key, String name, String email, String subject, String body) {

	static ContactForm empty() {
		return new ContactForm(freshKey(), "", "", "", "");
	}

	static ContactForm of(MultiValueMap<String, String> fields) {
		return new ContactForm(keyOf(fields.getFirst("key")), text(fields.getFirst("name")),
				text(fields.getFirst("email")), text(fields.getFirst("subject")), text(fields.getFirst("body")));
	}

	ContactForm withFreshKey() {
		return new ContactForm(freshKey(), this.name, this.email, this.subject, this.body);
	}

	private static String keyOf(@Nullable String key) {
		try {
			return UUID.fromString(text(key)).toString();
		}
		catch (IllegalArgumentException _) {
			return freshKey();
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
