package dev.akshay.portfolio.notifier.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.akshay.portfolio.notifier.mail.Mailer;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventPublisher;
import dev.akshay.portfolio.platform.messaging.Outage;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.ConsumerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

/** A topic of deliveries that is slow to be read. */
@ExtendWith(OutputCaptureExtension.class)
class RecallTests {

	private static final TopicPartition PARTITION = new TopicPartition(Deliveries.TOPIC, 0);

	private static final int TOLD = 10;

	private final EventFormat format = new EventFormat(JsonMapper.builder().build());

	/** Of the messages that were delivered. */
	private final List<UUID> ids = new ArrayList<>();

	private final SentMails sent = new SentMails();

	private final StoredMessages messages = mock();

	private final Mailer mailer = mock();

	private final ConsumerFactory<String, byte[]> consumers = mock();

	private final Deliveries deliveries = new Deliveries(mock(EventPublisher.class), this.format, this.consumers,
			Duration.ofSeconds(3));

	private final MessageMails mails = new MessageMails(this.format, this.messages, this.mailer, this.sent,
			this.deliveries, Clock.systemUTC());

	/** Where the topic's answers end. */
	private int known;

	private final List<Long> seen = new ArrayList<>();

	@BeforeEach
	void tellOfDeliveries() {
		given(this.consumers.createConsumer("notifier-recall", null)).willAnswer((_) -> consumer());
		deliver(TOLD);
	}

	private void deliver(int many) {
		this.ids.clear();
		for (int delivery = 0; delivery < many; delivery++) {
			this.ids.add(UUID.randomUUID());
		}
	}

	@Test
	void saysHowFarItCameAndGoesOnFromThere() {
		this.known = 4;
		assertThatExceptionOfType(Outage.class).isThrownBy(this::recall)
			.withMessage("it is not known what was delivered before: 6 events are unread");
		assertThat(this.deliveries.isRecalled()).isFalse();
		assertThat(this.ids.subList(0, 4)).allMatch(this::isRemembered);
		this.known = TOLD;
		recall();
		assertThat(this.deliveries.isRecalled()).isTrue();
		assertThat(this.ids).allMatch(this::isRemembered);
		assertThat(this.seen).as("nothing is read twice").doesNotHaveDuplicates().hasSize(TOLD);
	}

	@Test
	void sendsNothingBeforeItKnowsWhatWasSent(CapturedOutput output) {
		var event = SampleEvent.of("message-received.v1").received();
		this.mails.takenOver();
		assertThat(output).contains("No mail goes out until that is over: it is not known what was delivered before: "
				+ TOLD + " events are unread");
		assertThatExceptionOfType(Outage.class).isThrownBy(() -> this.mails.handlerOf(List.of(event)));
		verifyNoInteractions(this.messages, this.mailer);
		this.known = TOLD;
		assertThat(this.mails.handlerOf(List.of(event))).isNotNull();
		assertThat(this.ids).allMatch(this::isRemembered);
	}

	@Test
	void takesKafkasSilenceForNotKnowing() {
		given(this.consumers.createConsumer("notifier-recall", null)).willAnswer((_) -> {
			var silent = consumer();
			silent.setOffsetsException(new TimeoutException("no answer"));
			return silent;
		});
		assertThatExceptionOfType(Outage.class).isThrownBy(this::recall).withMessageEndingWith("no answer");
		assertThat(this.deliveries.isRecalled()).isFalse();
	}

	@Test
	void remembersWhenWhatIsReadWasDelivered() {
		this.known = TOLD;
		recall();
		var sample = SampleEvent.of("message-delivered.v1").data().path("deliveredAt").asString();
		assertThat(this.ids).allSatisfy((id) -> assertThat(this.sent.at(id)).isEqualTo(Instant.parse(sample)));
	}

	@Test
	void readsATopicFromItsBeginningThatLostItsData() {
		this.known = TOLD;
		recall();
		deliver(3);
		this.known = 3;
		recall();
		assertThat(this.ids).hasSize(3).allMatch(this::isRemembered);
	}

	private boolean isRemembered(UUID message) {
		return this.sent.at(message) != null;
	}

	private void recall() {
		this.deliveries.recall(this.sent::add);
	}

	private MockConsumer<String, byte[]> consumer() {
		var consumer = new MockConsumer<String, byte[]>("earliest");
		consumer.updatePartitions(Deliveries.TOPIC, List.of(new PartitionInfo(Deliveries.TOPIC, 0, null, null, null)));
		consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
		consumer.updateEndOffsets(Map.of(PARTITION, (long) this.ids.size()));
		consumer.schedulePollTask(() -> {
			for (long offset = consumer.position(PARTITION); offset < this.known; offset++) {
				this.seen.add(offset);
				consumer.addRecord(told(offset));
			}
		});
		return consumer;
	}

	private ConsumerRecord<String, byte[]> told(long offset) {
		var sample = SampleEvent.of("message-delivered.v1")
			.about(this.ids.get((int) offset).toString(), UUID.randomUUID().toString())
			.received();
		var told = new ConsumerRecord<>(Deliveries.TOPIC, 0, offset, sample.key(), sample.value());
		sample.headers().forEach(told.headers()::add);
		return told;
	}

}
