package dev.akshay.portfolio.contact.receipt;

import dev.akshay.portfolio.contact.receipt.Deliveries.MessageDelivered;
import dev.akshay.portfolio.contact.receipt.Deliveries.MessageParked;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeliveriesTests {

	private final EventFormat format = new EventFormat(JsonMapper.builder().build());

	@Test
	void readsWhatTheNotifierSaysOfADelivery() {
		var event = this.format.read(SampleEvent.of("message-delivered.v1").received(), MessageDelivered.class);
		assertThat(event.data().messageId()).hasToString(event.subject());
		assertThat(event.data().deliveredAt()).isEqualTo(event.time());
	}

	@Test
	void readsWhatTheNotifierSaysOfAParking() {
		var sample = SampleEvent.of("message-parked.v1").with("since", "today");
		var event = this.format.read(sample.received(), MessageParked.class);
		assertThat(event.data().reason()).isEqualTo("the mail server refused it with 550");
		assertThat(event.data().parkedAt()).isEqualTo(event.time());
	}

	@ParameterizedTest
	@ValueSource(strings = { "messageId", "deliveredAt" })
	void refusesADeliveryThatSaysTooLittle(String field) {
		var sample = SampleEvent.of("message-delivered.v1").with(field, null).received();
		assertThatExceptionOfType(UnreadableEvent.class)
			.isThrownBy(() -> this.format.read(sample, MessageDelivered.class));
	}

}
