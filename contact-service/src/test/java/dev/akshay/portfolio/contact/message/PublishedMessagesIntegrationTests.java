package dev.akshay.portfolio.contact.message;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.contact.ContactTest;
import dev.akshay.portfolio.contact.receipt.Delivery;
import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.contact.suspicion.Suspicion;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ContactTest
class PublishedMessagesIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Message message = new Message(UUID.randomUUID(), "Ada", "ada@example.org", "A question", "How?",
			Instant.now().truncatedTo(ChronoUnit.MILLIS), EnumSet.noneOf(Suspicion.class));

	@Autowired
	private WebTestClient client;

	@Autowired
	private Receipts receipts;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Test
	void tellsOfAMessageWhoseEventKafkaNeverTakesAndThatItGoesOn() {
		var receipt = stored();
		run("""
				insert into outbox (topic, key, headers, data)
				values ('%s', '%s', '{}', convert_to(repeat('x', 2097152), 'UTF8'))
				""".formatted(MessageReceived.TOPIC, this.message.id()));
		await().atMost(PATIENCE).until(() -> stepsOf(receipt).equals(List.of("received", "parked")));
		assertThat(way().steps()).last()
			.satisfies((step) -> assertThat(step.event()).isEqualTo(Delivery.Event.PARKED))
			.extracting(Delivery.Step::reason)
			.asString()
			.startsWith("Kafka does not take its event: RecordTooLargeException");

		// as the runbook says, but for its size
		run("""
				with back as (delete from outbox_parked where key = '%s' returning topic, key, headers)
				insert into outbox (topic, key, headers, data) select topic, key, headers, 'x' from back
				""".formatted(this.message.id()));
		await().atMost(PATIENCE).until(() -> stepsOf(receipt).equals(List.of("received", "published")));
		this.kafka
			.send(SampleEvent.of("message-delivered.v1")
				.about(this.message.id().toString(), UUID.randomUUID().toString())
				.with("deliveredAt", Instant.now().plusSeconds(1).toString())
				.toSend())
			.join();
		await().atMost(PATIENCE).until(() -> stepsOf(receipt).equals(List.of("received", "published", "delivered")));
		assertThat(way().steps()).extracting(Delivery.Step::event)
			.containsExactly(Delivery.Event.RECEIVED, Delivery.Event.PARKED, Delivery.Event.PUBLISHED,
					Delivery.Event.DELIVERED);
	}

	private String stored() {
		var receipt = Objects
			.requireNonNull(Receipts.open(this.message.id(), this.message.receivedAt()).block(PATIENCE));
		NewRow.add(this.database, List.of(Messages.rowOf(this.message), Receipts.rowOf(receipt))).block(PATIENCE);
		return receipt.id();
	}

	private void run(String sql) {
		this.database.sql(sql).then().block(PATIENCE);
	}

	private Delivery way() {
		return Objects.requireNonNull(this.receipts.delivery(this.message.id()).block(PATIENCE));
	}

	private List<String> stepsOf(String receipt) {
		return Objects
			.requireNonNull(this.client.get()
				.uri("/api/contact/receipts/" + receipt)
				.accept(MediaType.APPLICATION_JSON)
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody(JsonNode.class)
				.returnResult()
				.getResponseBody())
			.path("steps")
			.findValuesAsString("status");
	}

}
