package dev.akshay.portfolio.contact.message;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.contact.ContactTest;
import dev.akshay.portfolio.contact.receipt.Delivery;
import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.contact.receipt.Receipts.Silent;
import dev.akshay.portfolio.contact.suspicion.Suspicion;
import dev.akshay.portfolio.platform.outbox.Outbox;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ContactTest
class RemindersIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration A_DAY = Duration.ofDays(1);

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	@Autowired
	private Receipts receipts;

	@Autowired
	private Outbox outbox;

	@Autowired
	private TransactionalOperator transaction;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private ConsumerFactory<String, byte[]> consumers;

	private Reminders reminders;

	@BeforeEach
	void remindersOfTwo() {
		this.reminders = new Reminders(this.receipts, this.outbox, this.transaction,
				new ReminderSettings(A_DAY, Duration.ofHours(1), 2));
	}

	@AfterEach
	void forget() {
		this.database.sql("delete from message where name = 'Reminded'").then().block(PATIENCE);
	}

	@Test
	void tellsOnceMoreOfWhatNothingWasHeardOf() {
		var message = left(Duration.ofDays(8), "");
		assertThat(remind()).containsExactly(message);
		var event = published(message, 1).getFirst();
		assertThat(header(event, "ce_id")).isEqualTo(MessageReceived.idOf(message));
		assertThat(header(event, "ce_type")).isEqualTo("dev.akshay.portfolio.contact.message-received.v1");
		assertThat(new String(event.value())).contains(message.toString());
		assertThat(remind()).as("not twice in the same time").isEmpty();
		set(message, "reminded_at = reminded_at - interval '2 days'");
		assertThat(remind()).as("as long as nothing is heard").containsExactly(message);
		assertThat(published(message, 2)).extracting((again) -> header(again, "ce_id"))
			.containsOnly(MessageReceived.idOf(message));
	}

	@Test
	void tellsOfTheOldestFirstAndOfSomeAtATime() {
		var third = left(Duration.ofDays(3), "");
		var first = left(Duration.ofDays(5), "");
		var second = left(Duration.ofDays(4), "");
		assertThat(remind()).containsExactlyInAnyOrder(first, second);
		assertThat(remind()).containsExactly(third);
	}

	@Test
	void tellsOfNothingElse() {
		left(Duration.ofHours(20), "");
		left(Duration.ofDays(8), "delivered_at = now()");
		left(Duration.ofDays(8), "parked_at = now()");
		// as long as it is in the outbox, it comes from there
		left(Duration.ofDays(8), "published_at = null");
		// Kafka was away for long
		left(Duration.ofDays(8), "published_at = now()");
		var deleted = left(Duration.ofDays(8), "");
		this.database.sql("delete from message where id = :id").bind("id", deleted).then().block(PATIENCE);
		assertThat(remind()).isEmpty();
	}

	@Test
	void doesNotTellOfWhatStillWaitsForKafka() {
		var waiting = left(Duration.ofDays(5), "");
		var other = left(Duration.ofDays(4), "");
		// seen here, and by no relay
		var told = this.outbox.publish(MessageReceived.TOPIC, MessageReceived.of(waiting, this.now))
			.then(this.reminders.remind())
			.flatMap((silent) -> events(waiting).map((events) -> {
				assertThat(events).isOne();
				return silent;
			}))
			.flatMap((silent) -> Mono.<List<Silent>>error(new Undone(silent)))
			.as(this.transaction::transactional)
			.onErrorResume(Undone.class, (undone) -> Mono.just(undone.told))
			.block(PATIENCE);
		assertThat(told).extracting(Silent::messageId).containsExactly(other);
		assertThat(remind()).as("when it waits no longer").containsExactlyInAnyOrder(waiting, other);
	}

	private Mono<Long> events(UUID message) {
		return this.database.sql("select count(*) from outbox where key = :key")
			.bind("key", message.toString())
			.mapValue(Long.class)
			.one();
	}

	@Test
	void isQuietWhenWhatIsToldAgainArrives() {
		var message = left(Duration.ofDays(8), "");
		assertThat(remind()).containsExactly(message);
		this.kafka
			.send(SampleEvent.of("message-delivered.v1")
				.about(message.toString(), UUID.randomUUID().toString())
				.with("deliveredAt", this.now.minus(Duration.ofDays(8)).plusSeconds(1).toString())
				.toSend())
			.join();
		await().atMost(PATIENCE).until(() -> isDelivered(message));
		set(message, "reminded_at = reminded_at - interval '2 days'");
		assertThat(remind()).isEmpty();
	}

	private boolean isDelivered(UUID message) {
		return Objects.requireNonNull(this.receipts.delivery(message).block(PATIENCE))
			.steps()
			.stream()
			.anyMatch((step) -> step.event() == Delivery.Event.DELIVERED);
	}

	@Test
	void twoReplicasDoNotTellOfTheSame() {
		var first = left(Duration.ofDays(5), "");
		var second = left(Duration.ofDays(4), "");
		var third = left(Duration.ofDays(3), "");
		var others = new ArrayList<UUID>();
		// the other one looks before the transaction of this one ends
		var told = this.reminders.remind()
			.delayUntil((_) -> Mono.fromFuture(() -> this.reminders.remind().toFuture())
				.doOnNext((silent) -> silent.forEach((each) -> others.add(each.messageId()))))
			.as(this.transaction::transactional)
			.block(PATIENCE);
		assertThat(told).extracting(Silent::messageId).containsExactlyInAnyOrder(first, second);
		assertThat(others).containsExactly(third);
	}

	private UUID left(Duration ago, String changes) {
		var at = this.now.minus(ago);
		var message = new Message(UUID.randomUUID(), "Reminded", "ada@example.org", null, "How?", at,
				EnumSet.noneOf(Suspicion.class));
		var receipt = Objects.requireNonNull(Receipts.open(message.id(), at).block(PATIENCE));
		NewRow.add(this.database, List.of(Messages.rowOf(message), Receipts.rowOf(receipt))).block(PATIENCE);
		set(message.id(), "published_at = received_at");
		if (!changes.isEmpty()) {
			set(message.id(), changes);
		}
		return message.id();
	}

	private void set(UUID message, String changes) {
		this.database.sql("update receipt set " + changes + " where message_id = :id")
			.bind("id", message)
			.then()
			.block(PATIENCE);
	}

	private List<UUID> remind() {
		return Objects.requireNonNull(this.reminders.remind().block(PATIENCE)).stream().map(Silent::messageId).toList();
	}

	private List<ConsumerRecord<String, byte[]>> published(UUID message, int many) {
		var events = new ArrayList<ConsumerRecord<String, byte[]>>();
		try (var consumer = this.consumers.createConsumer(UUID.randomUUID().toString(), null)) {
			consumer.subscribe(List.of(MessageReceived.TOPIC));
			await().atMost(PATIENCE).until(() -> {
				for (var event : consumer.poll(Duration.ofMillis(100))) {
					if (message.toString().equals(event.key())) {
						events.add(event);
					}
				}
				return events.size() >= many;
			});
		}
		return events;
	}

	private static String header(ConsumerRecord<String, byte[]> event, String name) {
		return new String(event.headers().lastHeader(name).value());
	}

	/** Ends a transaction so that nothing of it is left but what it found. */
	private static final class Undone extends RuntimeException {

		private final List<Silent> told;

		Undone(List<Silent> told) {
			this.told = told;
		}

	}

}
