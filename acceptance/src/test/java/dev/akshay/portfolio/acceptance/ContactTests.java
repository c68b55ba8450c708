package dev.akshay.portfolio.acceptance;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A visitor writes to the owner. */
@WithSuite
class ContactTests {

	private static final String MESSAGES = "/api/contact/messages";

	private final Suite suite;

	ContactTests(Suite suite) {
		this.suite = suite;
	}

	@Test
	void messageArrivesAndItsReceiptTellsTheWay() {
		var subject = unique("Hello");
		var accepted = this.suite.sendMessage(subject, "I read all of it.\nEvery line.");
		assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
		var location = accepted.headers().firstValue("Location").orElseThrow();
		assertThat(location).startsWith("/api/contact/receipts/");
		var body = Suite.JSON.readTree(accepted.body());
		assertThat(location).endsWith(body.get("receipt").stringValue());

		var receipt = delivered(location);
		assertThat(receipt.get("steps").valueStream().map((step) -> step.get("status").stringValue()))
			.containsExactly("received", "published", "delivered");
		assertThat(receipt.get("steps").valueStream().map((step) -> step.get("at").stringValue())).isSorted();
		assertThat(receipt.toString()).doesNotContain("Ada", "ada@example.org", "Every line");

		assertThat(this.suite.mails(subject)).singleElement().satisfies((mail) -> {
			assertThat(mail.get("Text").stringValue()).contains("I read all of it.", "Every line.");
			assertThat(mail.get("ReplyTo").toString()).contains("ada@example.org");
		});
	}

	@Test
	void receiptIsToldAsStream() {
		var location = this.suite.sendMessage(unique("Stream"), "Text.").headers().firstValue("Location").orElseThrow();
		// ends by itself once the message is delivered
		var stream = this.suite.get(location, "Accept", "text/event-stream");
		assertThat(stream.headers().firstValue("Content-Type"))
			.hasValueSatisfying((it) -> assertThat(it).startsWith("text/event-stream"));
		var last = stream.body().lines().filter((line) -> line.startsWith("data:")).toList().getLast();
		assertThat(Suite.JSON.readTree(last.substring("data:".length())).get("status").stringValue())
			.isEqualTo("delivered");
	}

	@Test
	void repeatGetsTheKeptAnswerByteForByte() {
		var key = UUID.randomUUID().toString();
		var subject = unique("Twice");
		var message = message(subject);
		var first = post(key, message);
		var second = post(key, message);
		assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(202);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(second.headers().firstValue("Location")).isEqualTo(first.headers().firstValue("Location"));
		assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
		assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
		delivered(first.headers().firstValue("Location").orElseThrow());
		assertThat(this.suite.mails(subject)).hasSize(1);
	}

	@Test
	void sameKeyWithAnotherMessageIsRefused() {
		var key = UUID.randomUUID().toString();
		assertThat(post(key, message(unique("One"))).statusCode()).isEqualTo(202);
		assertThat(post(key, message(unique("Other"))).statusCode()).isEqualTo(422);
	}

	@Test
	void keyIsRequired() {
		var answer = this.suite.post(MESSAGES, message(unique("None")), "Content-Type", "application/json");
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("Idempotency-Key");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			400 | body    | {"name":
			400 | body    | []
			400 | name    | {"name": 1, "email": "a@example.org", "body": "Text"}
			400 | colour  | {"name": "A", "email": "a@example.org", "body": "Text", "colour": "red"}
			422 | name    | {"email": "a@example.org", "body": "Text"}
			422 | name    | {"name": "A\\r\\nBcc: all@example.org", "email": "a@example.org", "body": "Text"}
			422 | subject | {"name": "A", "email": "a@example.org", "subject": "S\\nX: y", "body": "Text"}
			422 | email   | {"name": "A", "email": "nobody", "body": "Text"}
			422 | email   | {"name": "A", "email": "a@example.org\\nBcc: b@example.org", "body": "Text"}
			422 | body    | {"name": "A", "email": "a@example.org", "body": "a\\u0000b"}
			422 | body    | {"name": "A", "email": "a@example.org", "body": " "}
			""")
	void badInputIsRefusedWithItsField(int status, String field, String json) {
		var answer = post(UUID.randomUUID().toString(), json);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		var problem = Suite.JSON.readTree(answer.body());
		assertThat(problem.get("errors").valueStream().map((error) -> error.get("field").stringValue()))
			.contains(field);
		assertThat(answer.body()).doesNotContain("dev.akshay.portfolio.contact", "Exception", "\tat ");
	}

	@Test
	void bodyOverSixtyFourKibibytesIsTooLarge() {
		var answer = post(UUID.randomUUID().toString(),
				"{\"name\": \"A\", \"email\": \"a@example.org\", \"body\": \"" + "x".repeat(70_000) + "\"}");
		assertThat(answer.statusCode()).isEqualTo(413);
		assertThat(Suite.JSON.readTree(answer.body()).at("/errors/0/field").stringValue()).isEqualTo("body");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "DELETE", "PUT" })
	void otherMethodsAreRefused(String method) {
		var answer = this.suite.send(this.suite.request(MESSAGES).method(method, BodyPublishers.noBody()));
		assertThat(answer.statusCode()).isIn(401, 405);
	}

	private HttpResponse<String> post(String key, String message) {
		return this.suite.post(MESSAGES, message, "Content-Type", "application/json", "Idempotency-Key", key);
	}

	private JsonNode delivered(String location) {
		return await().atMost(Suite.LIMIT)
			.until(() -> Suite.JSON.readTree(this.suite.get(location).body()),
					(receipt) -> receipt.get("status").stringValue().equals("delivered"));
	}

	private static String message(String subject) {
		return """
				{"name": "Ada", "email": "ada@example.org", "subject": "%s", "body": "Text."}""".formatted(subject);
	}

	private static String unique(String subject) {
		return subject + " " + UUID.randomUUID();
	}

}
