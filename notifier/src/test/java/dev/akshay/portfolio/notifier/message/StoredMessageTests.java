package dev.akshay.portfolio.notifier.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoredMessageTests {

	private final JsonMapper json = JsonMapper.builder().build();

	private final Map<String, @Nullable Object> fields = new LinkedHashMap<>(
			Map.of("id", "0198f0a4-6a5e-7c1b-9d43-2f1f0f6f5c11", "name", "Ada Lovelace", "email", "ada@example.org",
					"subject", "A question about the outbox", "body", "How do you keep events in order?\n\nGrüße, Ada",
					"receivedAt", "2026-11-23T10:15:30.123Z"));

	@Test
	void becomesAMail() {
		var mail = read().toMail("event");
		assertThat(mail.replyAddress()).isEqualTo("ada@example.org");
		assertThat(mail.subject()).isEqualTo("A question about the outbox");
		assertThat(mail.date()).isEqualTo(Instant.parse("2026-11-23T10:15:30.123Z"));
		assertThat(mail.suspicions()).isEmpty();
		assertThat(mail.text()).isEqualTo("""
				How do you keep events in order?

				Grüße, Ada

				--\s
				Ada Lovelace <ada@example.org>
				23 November 2026, 10:15 UTC
				""");
	}

	@Test
	void namesItsWriterWhereItHasNoSubject() {
		this.fields.remove("subject");
		assertThat(read().toMail("event").subject()).isEqualTo("A message from Ada Lovelace");
	}

	@Test
	void carriesItsSuspicions() {
		this.fields.put("suspicions", List.of("HONEYPOT"));
		assertThat(read().toMail("event").suspicions()).containsExactly("HONEYPOT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "email", "body", "receivedAt" })
	void namesTheFieldThatIsMissing(String field) {
		this.fields.remove(field);
		assertThatExceptionOfType(PermanentFailure.class).isThrownBy(() -> read().toMail("event"))
			.withMessage(field + " is missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "email", "subject", "suspicions" })
	void refusesWhatCouldBecomeAnotherHeader(String field) {
		var value = "a\r\nBcc: all@example.org";
		this.fields.put(field, field.equals("suspicions") ? List.of("HONEYPOT", value) : value);
		assertThatExceptionOfType(PermanentFailure.class).isThrownBy(() -> read().toMail("event"))
			.withMessage(field + " contains control characters");
	}

	private StoredMessage read() {
		return this.json.readValue(this.json.writeValueAsBytes(this.fields), StoredMessage.class);
	}

}
