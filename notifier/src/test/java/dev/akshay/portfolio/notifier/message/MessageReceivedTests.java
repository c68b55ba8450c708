package dev.akshay.portfolio.notifier.message;

import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageReceivedTests {

	private final EventFormat format = new EventFormat(JsonMapper.builder().build());

	private final SampleEvent sample = SampleEvent.of("message-received.v1");

	@Test
	void readsWhatContactServiceSends() {
		var event = this.format.read(this.sample.received(), MessageReceived.class);
		var mail = event.data().toMail(event.id());
		assertThat(mail.replyAddress()).isEqualTo("ada@example.org");
		assertThat(mail.subject()).isEqualTo("A question about the outbox");
		assertThat(mail.text()).isEqualTo("""
				How do you keep events in order?

				Grüße, Ada

				--\s
				Ada Lovelace <ada@example.org>
				23 November 2026, 10:15 UTC
				""");
	}

	@Test
	void readsMessageWithoutSubject() {
		var event = this.format.read(this.sample.with("subject", null).received(), MessageReceived.class);
		assertThat(event.data().toMail(event.id()).subject()).isEqualTo("A message from Ada Lovelace");
	}

	@Test
	void doesNotMindFieldsItDoesNotKnow() {
		assertThat(this.format.read(this.sample.with("mood", "curious").received(), MessageReceived.class)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "messageId", "name", "email", "body", "receivedAt" })
	void namesTheFieldThatIsMissing(String field) {
		assertThatExceptionOfType(UnreadableEvent.class)
			.isThrownBy(() -> this.format.read(this.sample.with(field, null).received(), MessageReceived.class))
			.withMessage(field + " is missing");
	}

	@ParameterizedTest
	@CsvSource({ "messageId, 7", "receivedAt, yesterday" })
	void namesTheFieldThatIsNotAsItsTypeSays(String field, String value) {
		assertThatExceptionOfType(UnreadableEvent.class)
			.isThrownBy(() -> this.format.read(this.sample.with(field, value).received(), MessageReceived.class))
			.withMessage(field + " is missing or not as its type says")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "name", "email", "subject" })
	void refusesWhatCouldBecomeAnotherHeader(String field) {
		var injected = this.sample.with(field, "a\r\nBcc: all@example.org").received();
		assertThatExceptionOfType(UnreadableEvent.class)
			.isThrownBy(() -> this.format.read(injected, MessageReceived.class))
			.withMessage(field + " contains control characters");
	}

	@ParameterizedTest
	@CsvSource({ "ce_specversion,", "ce_specversion, 2.0", "ce_id,", "ce_source, a b", "ce_time, noon", "ce_subject,",
			"content-type,", "content-type, text/plain" })
	void namesTheAttributeThatIsWrong(String attribute, @Nullable String value) {
		assertThatExceptionOfType(UnreadableEvent.class)
			.isThrownBy(
					() -> this.format.read(this.sample.withHeader(attribute, value).received(), MessageReceived.class))
			.withMessageStartingWith(attribute);
	}

}
