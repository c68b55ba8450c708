package dev.akshay.portfolio.contact.receipt;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.akshay.portfolio.contact.ContactTest;
import dev.akshay.portfolio.contact.receipt.Deliveries.MessageDelivered;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ContactTest
class ReceiptIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final ParameterizedTypeReference<ServerSentEvent<JsonNode>> EVENT = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private WebTestClient client;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private ConsumerFactory<String, byte[]> consumers;

	@Autowired
	private Receipts receipts;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	@Autowired
	private JsonMapper json;

	@LocalServerPort
	private int port;

	private final UUID message = UUID.randomUUID();

	@Test
	void tellsEachStepOfAMessage() {
		var receipt = leaveMessage();
		await().atMost(PATIENCE).until(() -> status(receipt).equals("published"));
		send(delivered(messageOf(receipt)));
		await().atMost(PATIENCE).until(() -> status(receipt).equals("delivered"));
		var page = get(receipt);
		assertThat(page.path("receipt").asString()).isEqualTo(receipt);
		assertThat(page.path("traceId").asString()).matches("[0-9a-f]{32}");
		assertThat(page.path("steps").findValuesAsString("status")).containsExactly("received", "published",
				"delivered");
		var times = page.path("steps").findValuesAsString("at").stream().map(Instant::parse).toList();
		assertThat(times).isSorted();
		assertThat(page.propertyNames()).containsExactlyInAnyOrder("receipt", "status", "traceId", "steps");
	}

	@Test
	void streamsEachStepAsItHappensAndEnds() {
		var receipt = open(this.message);
		StepVerifier.create(stream(receipt.id()).filter((event) -> event.data() != null))
			.assertNext((event) -> assertThat(described(event)).isEqualTo("1 received"))
			.then(() -> this.receipts.published(List.of(this.message)).block(PATIENCE))
			.assertNext((event) -> assertThat(described(event)).isEqualTo("2 published"))
			.then(() -> send(delivered()))
			.assertNext((event) -> assertThat(described(event)).isEqualTo("3 delivered"))
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void showsThatASilentStreamIsAlive() {
		var receipt = open(this.message);
		StepVerifier.create(stream(receipt.id()))
			.expectNextCount(1)
			.assertNext((event) -> assertThat(event.comment()).isEqualTo("alive"))
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void tellsABrowserThatHasSeenTheLastStepNotToComeBack() {
		var receipt = open(this.message);
		this.receipts.delivered(List.of(new MessageDelivered(this.message, Instant.now()))).block(PATIENCE);
		this.client.get()
			.uri("/api/contact/receipts/" + receipt.id())
			.accept(MediaType.TEXT_EVENT_STREAM)
			.header("Last-Event-ID", "3")
			.exchange()
			.expectStatus()
			.isNoContent();
	}

	@Test
	void opensABoundedNumberOfStreams() {
		var receipt = open(this.message);
		var open = IntStream.range(0, 4).mapToObj((_) -> stream(receipt.id()).subscribe()).toList();
		try {
			await().atMost(PATIENCE)
				.untilAsserted(() -> this.client.get()
					.uri("/api/contact/receipts/" + receipt.id())
					.accept(MediaType.TEXT_EVENT_STREAM)
					.exchange()
					.expectStatus()
					.isEqualTo(503)
					.expectHeader()
					.valueEquals("Retry-After", "5")
					.expectHeader()
					.contentType(MediaType.APPLICATION_PROBLEM_JSON));
		}
		finally {
			open.forEach(Disposable::dispose);
		}
		// whoever leaves makes room
		await().atMost(PATIENCE)
			.untilAsserted(
					() -> StepVerifier.create(stream(receipt.id())).expectNextCount(1).thenCancel().verify(PATIENCE));
	}

	@Test
	void showsPublishedBeforeDeliveredWhicheverComesFirst() {
		var receipt = open(this.message);
		send(delivered());
		await().atMost(PATIENCE).until(() -> status(receipt.id()).equals("delivered"));
		this.receipts.published(List.of(this.message)).block(PATIENCE);
		assertThat(get(receipt.id()).path("steps").findValuesAsString("status")).containsExactly("received",
				"published", "delivered");
	}

	@Test
	void neverGoesBack() {
		var receipt = open(this.message);
		this.receipts.published(List.of(this.message)).block(PATIENCE);
		send(delivered());
		await().atMost(PATIENCE).until(() -> status(receipt.id()).equals("delivered"));
		var before = get(receipt.id());
		send(SampleEvent.of("message-parked.v1").about(this.message.toString(), UUID.randomUUID().toString()));
		send(delivered().with("deliveredAt", "2030-01-01T00:00:00Z"));
		this.receipts.published(List.of(this.message)).block(PATIENCE);
		awaitEverythingSentIsRead();
		assertThat(get(receipt.id())).isEqualTo(before);
	}

	@Test
	void tellsThatAMessageIsParked() {
		var receipt = open(this.message);
		send(SampleEvent.of("message-parked.v1").about(this.message.toString(), UUID.randomUUID().toString()));
		await().atMost(PATIENCE).until(() -> status(receipt.id()).equals("parked"));
		assertThat(this.json.writeValueAsString(get(receipt.id()))).doesNotContain("refused it");
	}

	@Test
	void whateverIsParkedBehindKafkaWasPublished() {
		var receipt = open(this.message);
		this.receipts.unpublishable(this.message, "too large").block(PATIENCE);
		assertThat(stepsOf(receipt)).containsExactly("received", "parked");
		// put back, and refused by the mail server before the relay could note more
		send(SampleEvent.of("message-parked.v1").about(this.message.toString(), UUID.randomUUID().toString()));
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(stepsOf(receipt)).containsExactly("received", "published", "parked"));
		this.receipts.published(List.of(this.message)).block(PATIENCE);
		assertThat(stepsOf(receipt)).containsExactly("received", "published", "parked");
	}

	private List<String> stepsOf(Receipt receipt) {
		return get(receipt.id()).path("steps").findValuesAsString("status");
	}

	@Test
	void parksWhatItCannotReadAndGoesOn() {
		var receipt = open(this.message);
		send(delivered().with("deliveredAt", "soon"));
		send(delivered());
		await().atMost(PATIENCE).until(() -> status(receipt.id()).equals("delivered"));
		var letter = read("portfolio.contact.deliveries.dead-letters", this.message);
		assertThat(header(letter.headers(), "dead-letter-reason"))
			.isEqualTo("deliveredAt is missing or not as its type says");
		assertThat(header(letter.headers(), "dead-letter-consumer")).isEqualTo("contact-service");
	}

	@ParameterizedTest
	@CsvSource({ "message-parked.v1, reason, 'no\0thing'",
			"message-delivered.v1, deliveredAt, +999999-01-01T00:00:00Z" })
	void parksWhatTheDatabaseCannotTakeAndGoesOn(String type, String field, String value) {
		var others = List.of(UUID.randomUUID(), UUID.randomUUID());
		var receipts = others.stream().map((other) -> open(other).id()).toList();
		var bad = SampleEvent.of(type)
			.about(this.message.toString(), UUID.randomUUID().toString())
			.with(field, value.translateEscapes())
			.toSend();
		// one key and no wait in between, so that they come together
		Stream.of(sameKey(delivered(others.getFirst())), bad, sameKey(delivered(others.getLast())))
			.map(this.kafka::send)
			.toList()
			.forEach(CompletableFuture::join);
		await().atMost(PATIENCE).until(() -> receipts.stream().map(this::status).allMatch("delivered"::equals));
		var letter = read("portfolio.contact.deliveries.dead-letters", this.message);
		assertThat(header(letter.headers(), "dead-letter-reason")).startsWith("the database refuses its data with 22");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void locksManyReceiptsInOneOrderWhateverIsTold(boolean delivered) {
		var first = new UUID(0, this.message.getLeastSignificantBits());
		var last = new UUID(-1, this.message.getLeastSignificantBits());
		// as they lie in the table, the last one comes first
		open(last);
		open(first);
		var told = List.of(last, first);
		var noted = delivered
				? this.receipts.delivered(told.stream().map((id) -> new MessageDelivered(id, Instant.now())).toList())
				: this.receipts.published(told);
		var waiting = this.transaction.transactional(lock(first).flatMap((_) -> {
			var waits = noted.toFuture();
			// it waits for the first one and has not locked the last one yet
			return somebodyWaitsForThis().then(lock(last)).thenReturn(waits);
		})).block(PATIENCE);
		assertThat(waiting).isNotNull().succeedsWithin(PATIENCE);
	}

	@Test
	void tellsWhichMessagesTakeTooLong() {
		var receipt = leaveMessage();
		await().atMost(PATIENCE).until(() -> status(receipt).equals("published"));
		var about = messageOf(receipt);
		setBack(receipt, "1 hour");
		var late = waiting();
		assertThat(late.overdue()).isPositive();
		assertThat(late.messages()).isGreaterThanOrEqualTo(late.overdue());
		send(delivered(about));
		await().atMost(PATIENCE).until(() -> status(receipt).equals("delivered"));
		assertThat(waiting().overdue()).isEqualTo(late.overdue() - 1);
	}

	@Test
	void nobodyWaitsForAMessageThatIsDeleted() {
		long before = waiting().messages();
		open(UUID.randomUUID());
		assertThat(waiting().messages()).isEqualTo(before);
	}

	@Test
	void tellsForHowLongNoMessageWasLost() {
		var first = leaveMessage();
		await().atMost(PATIENCE).until(() -> status(first).equals("published"));
		setBack(first, "400 days");
		assertThat(figures().path("lost").asLong()).isOne();
		assertThat(figures().path("daysWithoutLoss").asLong()).isEqualTo(400);
		var second = leaveMessage(UUID.randomUUID());
		await().atMost(PATIENCE).until(() -> status(second).equals("published"));
		setBack(second, "3 days");
		assertThat(figures().path("lost").asLong()).isEqualTo(2);
		assertThat(figures().path("daysWithoutLoss").asLong()).isEqualTo(3);
		send(delivered(messageOf(first)));
		send(delivered(messageOf(second)));
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(figures().path("lost").asLong()).isZero());
		assertThat(figures().path("daysWithoutLoss").asLong()).isEqualTo(400);
		assertThat(Instant.parse(figures().path("since").asString()))
			.isBefore(Instant.now().minus(Duration.ofDays(399)));
	}

	private void setBack(String receipt, String time) {
		this.database.sql("update receipt set received_at = received_at - cast(:time as interval) where id = :id")
			.bind("time", time)
			.bind("id", receipt)
			.then()
			.block(PATIENCE);
	}

	private JsonNode figures() {
		return Objects.requireNonNull(this.client.get()
			.uri("/api/contact/figures")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Control", "max-age=60, public, stale-if-error=0")
			.expectBody(JsonNode.class)
			.returnResult()
			.getResponseBody());
	}

	private Waiting waiting() {
		return Objects.requireNonNull(this.receipts.waiting().block(PATIENCE));
	}

	private Receipt open(UUID about) {
		return Receipts.open(about, Instant.now())
			.delayUntil((receipt) -> NewRow.add(this.database, List.of(Receipts.rowOf(receipt))))
			.block(PATIENCE);
	}

	private Mono<UUID> lock(UUID message) {
		return this.database.sql("select message_id from receipt where message_id = :id for update nowait")
			.bind("id", message)
			.mapValue(UUID.class)
			.one();
	}

	private Mono<Long> somebodyWaitsForThis() {
		return this.database.sql("""
				select count(*) from pg_locks
				where not granted and locktype = 'transactionid' and transactionid = pg_current_xact_id()::xid
				""")
			.mapValue(Long.class)
			.one()
			.filter((waiting) -> waiting > 0)
			.repeatWhenEmpty((again) -> again.delayElements(Duration.ofMillis(20)));
	}

	@Test
	void publishesTheEventAsItsSchemaAndSampleSay() throws Exception {
		var receipt = leaveMessage();
		var event = read("portfolio.contact.messages", messageOf(receipt));
		var sample = SampleEvent.of("message-received.v1");
		assertThat(event.headers()).extracting((header) -> header.key())
			.containsExactlyInAnyOrderElementsOf(sample.headers().keySet());
		assertThat(header(event.headers(), "ce_type")).isEqualTo(sample.headers().get("ce_type"));
		assertThat(header(event.headers(), "ce_subject")).isEqualTo(event.key());
		assertThat(header(event.headers(), "traceparent")).contains(get(receipt).path("traceId").asString());
		var data = this.json.readTree(event.value());
		assertThat(data.propertyNames()).isEqualTo(sample.data().propertyNames());
		var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of("../docs/events/message-received.v1.schema.json")));
		assertThat(schema.validate(this.json.writeValueAsString(data), InputFormat.JSON)).isEmpty();
		assertThat(schema.validate(this.json.writeValueAsString(sample.data()), InputFormat.JSON)).isEmpty();
	}

	@Test
	void knowsNoOtherReceipts() {
		for (var unknown : List.of("a".repeat(24), "short", "%00", "..%2f..", "a".repeat(2000), "%F0%9F%92%8C")) {
			for (var type : List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)) {
				this.client.get()
					.uri(URI.create("http://localhost:" + this.port + "/api/contact/receipts/" + unknown))
					.accept(type)
					.exchange()
					.expectStatus()
					.isNotFound()
					.expectHeader()
					.contentType(MediaType.APPLICATION_PROBLEM_JSON);
			}
		}
	}

	@Test
	void answersWithJsonUnlessAStreamIsAskedFor() {
		var receipt = open(this.message);
		for (var accept : List.of("*/*", "application/json", "application/*", "text/html, */*;q=0.1")) {
			this.client.get()
				.uri("/api/contact/receipts/" + receipt.id())
				.header("Accept", accept)
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.contentType(MediaType.APPLICATION_JSON)
				.expectHeader()
				.valueEquals("Cache-Control", "no-store");
		}
	}

	private String leaveMessage() {
		return leaveMessage(this.message);
	}

	private String leaveMessage(UUID key) {
		var body = this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", key.toString())
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("""
					{"name": "Ada", "email": "ada@example.org", "subject": "A question", "body": "How?"}""")
			.exchange()
			.expectStatus()
			.isAccepted()
			.expectBody(JsonNode.class)
			.returnResult()
			.getResponseBody();
		return Objects.requireNonNull(body).path("receipt").asString();
	}

	private UUID messageOf(String receipt) {
		return Objects.requireNonNull(this.receipts.find(receipt).block(PATIENCE)).messageId();
	}

	private SampleEvent delivered() {
		return delivered(this.message);
	}

	private static SampleEvent delivered(UUID message) {
		return SampleEvent.of("message-delivered.v1").about(message.toString(), UUID.randomUUID().toString());
	}

	private ProducerRecord<String, byte[]> sameKey(SampleEvent event) {
		return new SampleEvent(event.topic(), this.message.toString(), event.headers(), event.data()).toSend();
	}

	private void send(SampleEvent event) {
		this.kafka.send(event.toSend()).join();
	}

	// under the same key, so it is read last
	private void awaitEverythingSentIsRead() {
		var other = UUID.randomUUID();
		var receipt = open(other);
		this.kafka.send(sameKey(delivered(other))).join();
		await().atMost(PATIENCE).until(() -> status(receipt.id()).equals("delivered"));
	}

	private ConsumerRecord<String, byte[]> read(String topic, UUID key) {
		try (var consumer = this.consumers.createConsumer(UUID.randomUUID().toString(), null)) {
			consumer.subscribe(List.of(topic));
			return await().atMost(PATIENCE)
				.until(() -> StreamSupport.stream(consumer.poll(Duration.ofMillis(100)).spliterator(), false)
					.filter((event) -> key.toString().equals(event.key()))
					.findFirst(), Optional::isPresent)
				.orElseThrow();
		}
	}

	private JsonNode get(String receipt) {
		return Objects.requireNonNull(this.client.get()
			.uri("/api/contact/receipts/" + receipt)
			.accept(MediaType.APPLICATION_JSON)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(JsonNode.class)
			.returnResult()
			.getResponseBody());
	}

	private String status(String receipt) {
		return get(receipt).path("status").asString();
	}

	private Flux<ServerSentEvent<JsonNode>> stream(String receipt) {
		return this.client.get()
			.uri("/api/contact/receipts/" + receipt)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(EVENT)
			.getResponseBody();
	}

	private static String described(ServerSentEvent<JsonNode> event) {
		return event.id() + " " + Objects.requireNonNull(event.data()).path("status").asString();
	}

	private static String header(Headers headers, String name) {
		return new String(headers.lastHeader(name).value());
	}

}
