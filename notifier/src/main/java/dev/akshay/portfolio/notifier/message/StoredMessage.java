package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.akshay.portfolio.notifier.mail.Mail;
import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import org.jspecify.annotations.Nullable;

/**
 * A message as contact-service gives it out. The notifier takes nobody's word for what
 * may become a header of a mail.
 */
record StoredMessage(@Nullable UUID id, @Nullable String name, @Nullable String email, @Nullable String subject,
		@Nullable String body, @Nullable Instant receivedAt, @Nullable List<String> suspicions) {

	private static final Pattern NOT_ONE_LINE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");

	private static final DateTimeFormatter TIME = DateTimeFormatter
		.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	/**
	 * Makes a mail of it.
	 * @param event the event that told of it
	 * @return the mail
	 * @throws PermanentFailure if something is missing or would break a header
	 */
	Mail toMail(String event) {
		var from = oneLine("name", this.name);
		var address = oneLine("email", this.email);
		var at = required("receivedAt", this.receivedAt);
		var about = (this.subject != null && !this.subject.isBlank()) ? oneLine("subject", this.subject)
				: "A message from " + from;
		var text = """
				%s

				--\s
				%s <%s>
				%s
				""".formatted(required("body", this.body).strip(), from, address, TIME.format(at));
		var suspect = (this.suspicions != null) ? this.suspicions : List.<String>of();
		return new Mail(event, from, address, about, text, at,
				suspect.stream().map((suspicion) -> oneLine("suspicions", suspicion)).toList());
	}

	private static <T> T required(String field, @Nullable T value) {
		if (value == null) {
			throw new PermanentFailure(field + " is missing");
		}
		return value;
	}

	private static String oneLine(String field, @Nullable String value) {
		var present = required(field, value);
		if (NOT_ONE_LINE.matcher(present).find()) {
			throw new PermanentFailure(field + " contains control characters");
		}
		return present;
	}

}
