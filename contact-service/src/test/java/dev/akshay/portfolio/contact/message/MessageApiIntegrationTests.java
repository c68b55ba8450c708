package dev.akshay.portfolio.contact.message;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.akshay.portfolio.contact.ContactTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@ContactTest
class MessageApiIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private JsonMapper json;

	@LocalServerPort
	private int port;

	private final String key = UUID.randomUUID().toString();

	// tells this test's messages from those of the others
	private final String name = "Ada " + this.key;

	@Test
	void acceptsMessage() {
		var response = send(form("A question", "How?"));
		assertThat(response.getStatus().value()).isEqualTo(202);
		assertThat(response.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
		var receipt = this.json.readTree(response.getResponseBody()).path("receipt").asString();
		assertThat(receipt).matches("[A-Za-z0-9_-]{24}");
		assertThat(response.getResponseHeaders().getLocation()).hasToString("/api/contact/receipts/" + receipt);
		assertThat(new String(Objects.requireNonNull(response.getResponseBody())))
			.isEqualTo("{\"receipt\":\"%s\",\"status\":\"received\"}".formatted(receipt));
		assertThat(response.getResponseHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(messages()).isOne();
	}

	@Test
	void repeatsTheKeptResponseByteForByte() {
		var first = send(form("A question", "How?"));
		var second = send(
				"{\"body\": \"How?\", \"subject\": \"A question\", \"email\": \"ada@example.org\", \"name\": \"%s\"}"
					.formatted(this.name));
		assertThat(second.getStatus()).isEqualTo(first.getStatus());
		assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
		assertThat(second.getResponseHeaders().getLocation()).isEqualTo(first.getResponseHeaders().getLocation());
		assertThat(second.getResponseHeaders().getContentType()).isEqualTo(first.getResponseHeaders().getContentType());
		assertThat(second.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(messages()).isOne();
	}

	@Test
	void takesQuotedAndBareKeyForTheSame() {
		var first = send(form("A question", "How?"));
		var second = this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", this.key)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(form("A question", "How?"))
			.exchange()
			.expectBody()
			.returnResult();
		assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
	}

	@Test
	void refusesAnotherMessageUnderTheSameKey() {
		send(form("A question", "How?"));
		var second = send(form("A question", "Why?"));
		assertThat(second.getStatus().value()).isEqualTo(422);
		assertThat(second.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(this.json.readTree(second.getResponseBody()).path("type").asString())
			.isEqualTo("https://akshay.dev/problems/idempotency-key-reused");
		assertThat(messages()).isOne();
	}

	@Test
	void hasOneEffectForTwinsAtTheSameTime() {
		var twins = Flux.range(0, 12)
			.flatMap((_) -> WebClient.create("http://localhost:" + this.port)
				.post()
				.uri("/api/contact/messages")
				.header("Idempotency-Key", "\"" + this.key + "\"")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue(form("A question", "How?"))
				.exchangeToMono((response) -> response.bodyToMono(String.class)
					.map((body) -> response.statusCode().value() + response.headers().header("Retry-After").toString()
							+ (response.statusCode().is2xxSuccessful() ? body : ""))))
			.distinct()
			.collectList()
			.block(PATIENCE);
		assertThat(twins).filteredOn((twin) -> twin.startsWith("202[]")).hasSize(1);
		assertThat(twins).allMatch((twin) -> twin.startsWith("202[]") || twin.equals("409[1]"));
		assertThat(messages()).isOne();
	}

	@Test
	void asksForAKey() {
		this.client.post()
			.uri("/api/contact/messages")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(form("A question", "How?"))
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("Idempotency-Key");
		assertThat(messages()).isZero();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "\"\"", "\"open", "two words", "\"two words\"", "a,b", "a;b=c", "\"a\\b\"", "ünïcode" })
	void refusesMalformedKeys(String malformed) {
		this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", malformed)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(form("A question", "How?"))
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("Idempotency-Key");
		assertThat(messages()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "256, k", "6000, k", "256, '\"'", "6000, '\"'" })
	void refusesLongKeys(int length, String edge) {
		this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", edge + "k".repeat(length) + edge)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(form("A question", "How?"))
			.exchange()
			.expectStatus()
			.isBadRequest();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			name    | ''
			name    | '   '
			name    | Ada\\r\\nBcc: all@example.org
			name    | Ada\\u0000
			name    | Ada\\u2028Lovelace
			name    | Ada\\ud800
			email   | ''
			email   | nobody
			email   | ada@localhost
			email   | ada@example..org
			email   | ada@-example.org
			email   | @example.org
			email   | ada@example.org\\r\\nBcc: all@example.org
			email   | ada@example.org, bob@example.org
			email   | Ada <ada@example.org>
			subject | Hello\\nBcc: all@example.org
			subject | Hello\\u0007
			body    | ''
			body    | a\\u0000b
			body    | a\\u001bb
			""")
	void namesTheFieldThatBreaksARule(String field, String value) {
		expectInvalid(field, value);
	}

	@Test
	void namesFieldsThatAreTooLong() {
		expectInvalid("name", "n".repeat(101));
		expectInvalid("email", "a".repeat(243) + "@example.org");
		expectInvalid("subject", "s".repeat(151));
		expectInvalid("body", "b".repeat(5001));
		expectInvalid("website", "w".repeat(501));
		expectInvalid("altcha", "e".repeat(2001));
	}

	@Test
	void survivesFieldsThatAreFarTooLong() {
		expectInvalid("email", "a@" + "a.".repeat(25_000) + "org");
		expectInvalid("body", "b\\n".repeat(15_000));
	}

	@Test
	void acceptsFieldsUpToTheirLimits() {
		var longest = this.json.writeValueAsString(new ContactForm.Words("ñ".repeat(100),
				"a".repeat(64) + "@" + "example.".repeat(20) + "org", "s".repeat(150), "b\n\t\r\n".repeat(1000)));
		assertThat(send(longest).getStatus().value()).isEqualTo(202);
	}

	@Test
	void namesAllMissingFields() {
		var response = send("{}");
		assertThat(response.getStatus().value()).isEqualTo(422);
		assertThat(this.json.readTree(response.getResponseBody()).path("errors").findValuesAsString("field"))
			.containsExactlyInAnyOrder("name", "email", "body");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			name   | {"name": 5, "email": "ada@example.org", "body": "How?"}
			name   | {"name": ["Ada"], "email": "ada@example.org", "body": "How?"}
			phone  | {"name": "Ada", "email": "ada@example.org", "body": "How?", "phone": "1"}
			body   | {"name": "Ada", "email": "ada@example.org", "body": {}}
			altcha | {"name": "Ada", "email": "ada@example.org", "body": "How?", "altcha": 5}
			altcha | {"name": "Ada", "email": "ada@example.org", "body": "How?", "altcha": {"number": 5}}
			website | {"name": "Ada", "email": "ada@example.org", "body": "How?", "website": []}
			openedAt | {"name": "Ada", "email": "ada@example.org", "body": "How?", "openedAt": "yesterday"}
			openedAt | {"name": "Ada", "email": "ada@example.org", "body": "How?", "openedAt": {}}
			body   | {"name": "Ada"
			body   | []
			body   | [{]
			""")
	void namesWhatItCannotRead(String field, String body) {
		var response = send(body);
		assertThat(response.getStatus().value()).isEqualTo(400);
		assertThat(this.json.readTree(response.getResponseBody()).path("errors").path(0).path("field").asString())
			.isEqualTo(field);
	}

	@Test
	void saysHowATimeIsWritten() {
		var response = send("{\"openedAt\": \"yesterday\"}");
		assertThat(this.json.readTree(response.getResponseBody()).path("detail").asString())
			.isEqualTo("openedAt must be a time such as 2026-11-23T10:00:00Z");
	}

	@Test
	void refusesLargeBodies() {
		assertThat(send(form("A question", "b".repeat(70_000))).getStatus().value()).isEqualTo(413);
	}

	@Test
	void refusesLargeBodiesOfUnknownLength() {
		var chunk = " ".repeat(1024).getBytes();
		Flux<DataBuffer> chunks = Flux
			.fromStream(IntStream.range(0, 80).mapToObj((_) -> DefaultDataBufferFactory.sharedInstance.wrap(chunk)));
		this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", this.key)
			.contentType(MediaType.APPLICATION_JSON)
			.body(BodyInserters.fromDataBuffers(chunks))
			.exchange()
			.expectStatus()
			.isEqualTo(413);
	}

	@Test
	void refusesOtherFormats() {
		this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", this.key)
			.contentType(MediaType.TEXT_PLAIN)
			.bodyValue("How?")
			.exchange()
			.expectStatus()
			.isEqualTo(415)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void leavesNothingWhenTheEffectFails() {
		rejectMessagesNamed(this.name);
		assertThat(send(form("A question", "How?")).getStatus().value()).isEqualTo(500);
		assertThat(messages()).isZero();
		allowMessagesAgain();
		var second = send(form("A question", "How?"));
		assertThat(second.getStatus().value()).isEqualTo(202);
		assertThat(second.getResponseHeaders().getFirst("Idempotent-Replayed")).isNull();
		assertThat(messages()).isOne();
	}

	// at the very end, when all of it is there: what was done before must be undone
	private void rejectMessagesNamed(String refused) {
		run("""
				create function refuse() returns trigger language plpgsql as $$ begin
					if exists (select from message where id::text = new.key and name = '%s') then
						raise exception 'refused';
					end if;
					return new;
				end $$""".formatted(refused));
		run("create constraint trigger refuse after insert on outbox deferrable initially deferred for each row execute function refuse()");
	}

	private void allowMessagesAgain() {
		run("drop function refuse cascade");
	}

	private void run(String sql) {
		this.database.sql(sql).then().block(PATIENCE);
	}

	private void expectInvalid(String field, String value) {
		var values = new LinkedHashMap<String, Object>();
		values.put("name", this.name);
		values.put("email", "ada@example.org");
		values.put("subject", "A question");
		values.put("body", "How?");
		values.put(field, "VALUE");
		// the samples are written as JSON writes them
		var response = send(this.json.writeValueAsString(values).replace("VALUE", value));
		assertThat(response.getStatus().value()).as(value).isEqualTo(422);
		assertThat(this.json.readTree(response.getResponseBody()).path("errors").findValuesAsString("field"))
			.contains(field)
			.containsOnly(field);
		assertThat(messages()).isZero();
	}

	private String form(String subject, String body) {
		return this.json.writeValueAsString(new ContactForm.Words(this.name, "ada@example.org", subject, body));
	}

	private EntityExchangeResult<byte[]> send(String form) {
		return this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", "\"" + this.key + "\"")
			.header(HttpHeaders.ACCEPT, "application/json", "application/problem+json")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(form)
			.exchange()
			.expectBody()
			.returnResult();
	}

	private Long messages() {
		return Mono
			.from(this.database.sql("select count(*) from message where name = :name")
				.bind("name", this.name)
				.mapValue(Long.class)
				.one())
			.block(PATIENCE);
	}

}
