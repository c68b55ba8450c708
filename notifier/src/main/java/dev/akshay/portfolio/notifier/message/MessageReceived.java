package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.akshay.portfolio.notifier.mail.Mail;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the notifier needs to know of a message. It takes nobody's word for what may
 * become a header of a mail.
 */
record MessageReceived(UUID messageId, String name, String email, @Nullable String subject, String body,
		Instant receivedAt) {

	static final String TOPIC = "portfolio.contact.messages";

	static final String TYPE = "dev.akshay.portfolio.contact.message-received.v1";

	private static final Pattern NOT_ONE_LINE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");

	private static final DateTimeFormatter TIME = DateTimeFormatter
		.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	MessageReceived {
		required("messageId", messageId);
		required("name", name);
		required("email", email);
		required("body", body);
		required("receivedAt", receivedAt);
		oneLine("name", name);
		oneLine("email", email);
		oneLine("subject", subject);
	}

	Mail toMail(String event) {
		var about = (this.subject != null && !this.subject.isBlank()) ? this.subject : "A message from " + this.name;
		var text = """
				%s

				--\s
				%s <%s>
				%s
				""".formatted(this.body.strip(), this.name, this.email, TIME.format(this.receivedAt));
		return new Mail(event, this.name, this.email, about, text, this.receivedAt);
	}

	private static void required(String field, @Nullable Object value) {
		if (value == null) {
			throw new UnreadableEvent(field + " is missing");
		}
	}

	private static void oneLine(String field, @Nullable String value) {
		if (value != null && NOT_ONE_LINE.matcher(value).find()) {
			throw new UnreadableEvent(field + " contains control characters");
		}
	}

}
