package dev.akshay.portfolio.contact.message;

import java.time.Instant;

import dev.akshay.portfolio.contact.suspicion.AltchaPayload;
import dev.akshay.portfolio.contact.suspicion.Evidence;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a visitor fills in. Nothing in it can become a header of a mail by itself. */
record ContactForm(
		@Schema(description = "Who writes", example = "Ada Lovelace") @NotBlank(message = MISSING) @Size(max = 100,
				message = "must not be longer than {max} characters") @Pattern(regexp = ONE_LINE,
						message = NOT_ONE_LINE) String name,
		@Schema(description = "Where an answer goes to", example = "ada@example.org") @NotBlank(
				message = MISSING) @Size(max = 254, message = "must not be longer than {max} characters") @Email(
						regexp = ADDRESS, message = "must be an address such as ada@example.org") String email,
		@Schema(description = "What it is about", example = "A question") @Size(max = 150,
				message = "must not be longer than {max} characters") @Pattern(regexp = ONE_LINE,
						message = NOT_ONE_LINE) @Nullable String subject,
		@Schema(description = "The message, plain text", example = "How do you keep an outbox in order?") @NotBlank(
				message = MISSING) @Size(max = 5000, message = "must not be longer than {max} characters") @Pattern(
						regexp = TEXT,
						message = "must not contain control characters other than line breaks and tabs") String body,
		@Schema(description = "The solution of a challenge, in base64. A message without one is taken in all the same",
				maxLength = AltchaPayload.LONGEST) @AltchaPayload @Nullable String altcha,
		@Schema(description = "Leave it empty. People do not see this field, and a message that fills it in is taken for a machine's") @Size(
				max = 500, message = "must not be longer than {max} characters") @Nullable String website,
		@Schema(description = "When the form was opened") @Nullable Instant openedAt) {

	private static final String MISSING = "must not be empty";

	/**
	 * Without control characters, halves of characters and what breaks lines in Unicode.
	 */
	private static final String ONE_LINE = "[^\\p{Cc}\\p{Cs}\\u2028\\u2029]*";

	private static final String NOT_ONE_LINE = "must not contain line breaks or other control characters";

	private static final String TEXT = "[[^\\p{Cc}\\p{Cs}]\\n\\r\\t]*";

	/**
	 * Visible ASCII and a domain with a dot, on top of what {@code @Email} checks. The
	 * last group never goes back, or a long value would overflow the stack.
	 */
	private static final String ADDRESS = "[\\x21-\\x7e&&[^@<>(),;:\"\\[\\]\\\\]]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)++";

	/** What makes it this message and no other, however often and by whom it is sent. */
	Words words() {
		return new Words(this.name, this.email, this.subject, this.body);
	}

	Evidence evidence() {
		return new Evidence(this.altcha, this.website, this.openedAt);
	}

	record Words(String name, String email, @Nullable String subject, String body) {
	}

}
