package dev.akshay.portfolio.contact.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.akshay.portfolio.contact.ContactTest;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ContactTest
class DeadLettersIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String LETTERS = "/api/contact/dead-letters";

	private static final String OF_THE_NOTIFIER = "portfolio.contact.messages.dead-letters";

	@Autowired
	private WebTestClient client;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private JsonMapper json;

	private final String message = UUID.randomUUID().toString();

	// the notifier makes it
	@BeforeEach
	void createTopic() throws Exception {
		try (var admin = Admin.create(Map.of("bootstrap.servers", String.join(",", RealKafka.bootstrapServers())))) {
			if (!admin.listTopics().names().get().contains(OF_THE_NOTIFIER)) {
				admin.createTopics(List.of(new NewTopic(OF_THE_NOTIFIER, 3, (short) 1))).all().get();
			}
		}
	}

	@Test
	void listsWhatWasGivenUpWithoutAWordOfItsContent() {
		give("Secret");
		var letter = letters(1).getFirst();
		assertThat(letter.path("id").asString()).startsWith("portfolio.contact.deliveries.dead-letters-")
			.isEqualTo("%s-%d@%d".formatted(letter.path("topic").asString(), letter.path("partition").asInt(),
					letter.path("offset").asLong()));
		assertThat(letter.path("type").asString()).isEqualTo("dev.akshay.portfolio.contact.message-delivered.v1");
		assertThat(letter.path("reasons").valueStream().map(JsonNode::asString))
			.containsExactly("deliveredAt is missing or not as its type says");
		assertThat(letter.path("attempts").asInt()).isEqualTo(1);
		assertThat(letter.path("consumer").asString()).isEqualTo("contact-service");
		assertThat(letter.path("origin").asString()).startsWith("portfolio.contact.deliveries-");
		assertThat(letter.path("bytes").asInt()).isPositive();
		assertThat(Instant.parse(letter.path("time").asString())).isAfter(Instant.now().minus(PATIENCE));
		assertThat(letter.hasNonNull("redrivenAt")).isFalse();
		assertThat(page("?limit=1000").toString()).doesNotContain("Secret");
	}

	@Test
	void whatFailsAgainComesBackWithBothReasons() {
		give("soon");
		var first = letters(1).getFirst();
		var waiting = page("?limit=1").path("waiting").asInt();
		var redriven = redrive(first.path("id").asString());
		assertThat(redriven.path("id")).isEqualTo(first.path("id"));
		assertThat(redriven.hasNonNull("redrivenAt")).isTrue();
		var both = letters(2);
		assertThat(both.getFirst().path("reasons")).hasSize(2);
		assertThat(both.getFirst().path("attempts").asInt()).isEqualTo(2);
		assertThat(both.getFirst().hasNonNull("redrivenAt")).isFalse();
		assertThat(both.getLast().path("id")).isEqualTo(first.path("id"));
		assertThat(both.getLast().path("redrivenAt")).isEqualTo(redriven.path("redrivenAt"));
		assertThat(page("?limit=1").path("waiting").asInt()).isEqualTo(waiting);
		// not twice
		post(first.path("id").asString()).expectStatus().isNotFound();
		assertThat(letters(2)).hasSize(2);
	}

	@Test
	void redrivesWhatTheNotifierGaveUp() {
		this.database.sql("""
				with message as (
					insert into message (id, name, email, body, received_at)
					values (:id, 'Ada', 'ada@example.org', 'How?', now()) returning id)
				insert into receipt (id, message_id, received_at) select 'r' || :id, id, now() from message
				""").bind("id", UUID.fromString(this.message)).then().block(PATIENCE);
		var event = SampleEvent.of("message-received.v1")
			.about(this.message, UUID.randomUUID().toString())
			.withHeader("dead-letter-reason", "the mail server refuses it")
			.withHeader("dead-letter-consumer", "notifier")
			.withHeader("dead-letter-origin", "portfolio.contact.messages-0@7")
			.toSend();
		var letter = new ProducerRecord<>(OF_THE_NOTIFIER, event.key(), event.value());
		event.headers().forEach(letter.headers()::add);
		this.kafka.send(letter).join();
		var listed = letters(1).getFirst();
		assertThat(listed.path("consumer").asString()).isEqualTo("notifier");
		assertThat(listed.path("attempts").asInt()).isEqualTo(1);
		redrive(listed.path("id").asString());
		assertThat(letters(1).getFirst().hasNonNull("redrivenAt")).isTrue();
		var steps = this.client.get()
			.uri("/api/contact/messages/" + this.message)
			.header(HttpHeaders.AUTHORIZATION, this.tokens.bearer("inbox:read"))
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(this.json.readTree(steps).path("delivery").path("steps").findValuesAsString("event"))
			.containsExactly("received", "redriven");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "portfolio.contact.deliveries.dead-letters-0@999999999",
			"portfolio.contact.deliveries-0@0", "portfolio.contact.unknown.dead-letters-7@0",
			"portfolio.contact.deliveries.dead-letters-9@0", "portfolio.content.changes.dead-letters-0@0",
			"portfolio.contact.deliveries.dead-letters-99999999999@0", "../..", "%00" })
	void redrivesNothingThatIsNoDeadLetter(String id) {
		post(id).expectStatus()
			.isNotFound()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/unknown-dead-letter");
	}

	@ParameterizedTest
	@CsvSource({ "0, 422", "1001, 422", "ten, 400" })
	void listsABoundedNumber(String limit, int status) {
		this.client.get()
			.uri(LETTERS + "?limit=" + limit)
			.header(HttpHeaders.AUTHORIZATION, this.tokens.bearer("inbox:read"))
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("limit");
	}

	/** Gives the consumer something that it cannot read. */
	private void give(String deliveredAt) {
		this.kafka
			.send(SampleEvent.of("message-delivered.v1")
				.about(this.message, UUID.randomUUID().toString())
				.with("deliveredAt", deliveredAt)
				.toSend())
			.join();
	}

	private JsonNode redrive(String id) {
		return this.json
			.readTree(post(id).expectStatus().isAccepted().expectBody(String.class).returnResult().getResponseBody());
	}

	private WebTestClient.ResponseSpec post(String id) {
		return this.client.post()
			.uri(LETTERS + "/{id}/redrive", id)
			.header(HttpHeaders.AUTHORIZATION, this.tokens.bearer("inbox:write"))
			.exchange();
	}

	/** Those about this test's message, as soon as there are so many. */
	private List<JsonNode> letters(int number) {
		return await().atMost(PATIENCE)
			.until(() -> page("?limit=1000").path("letters")
				.valueStream()
				.filter((letter) -> this.message.equals(letter.path("key").asString("")))
				.toList(), (letters) -> letters.size() == number);
	}

	private JsonNode page(String query) {
		return this.json.readTree(this.client.get()
			.uri(LETTERS + query)
			.header(HttpHeaders.AUTHORIZATION, this.tokens.bearer("inbox:read"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
