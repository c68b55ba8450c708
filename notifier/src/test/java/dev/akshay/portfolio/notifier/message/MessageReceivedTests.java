package dev.akshay.portfolio.notifier.message;

import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessageReceivedTests {

	private final EventFormat format = new EventFormat(JsonMapper.builder().build());

	private final SampleEvent sample = SampleEvent.of("message-received.v1");

	@Test
	void readsWhatContactServiceSends() {
		var event = this.format.read(this.sample.received(), MessageReceived.class);
		assertThat(event.data().messageId()).hasToString(event.subject());
	}

	@Test
	void doesNotMindFieldsItDoesNotKnow() {
		assertThat(this.format.read(this.sample.with("mood", "curious").received(), MessageReceived.class)).isNotNull();
	}

	@Test
	void namesTheFieldThatIsMissing() {
		assertThatExceptionOfType(UnreadableEvent.class)
			.isThrownBy(() -> this.format.read(this.sample.with("messageId", null).received(), MessageReceived.class))
			.withMessage("messageId is missing");
	}

	@Test
	void namesTheFieldThatIsNotAsItsTypeSays() {
		assertThatExceptionOfType(UnreadableEvent.class)
			.isThrownBy(() -> this.format.read(this.sample.with("messageId", "7").received(), MessageReceived.class))
			.withMessage("messageId is missing or not as its type says")
			.withNoCause();
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
