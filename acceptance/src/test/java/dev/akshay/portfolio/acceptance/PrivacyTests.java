package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What people write stands in the database and in the mail, and nowhere else: not in a
 * log, a metric, a span, a receipt, or in Kafka.
 */
@WithSuite
class PrivacyTests {

	private static final String MESSAGES = "/api/contact/messages";

	private final Suite suite;

	private final Telemetry telemetry;

	/** Stands in every field that somebody fills in here, and in no other word. */
	private final String secret = "zq" + UUID.randomUUID().toString().replace("-", "");

	PrivacyTests(Suite suite, Telemetry telemetry) {
		this.suite = suite;
		this.telemetry = telemetry;
	}

	@Test
	void nothingTellsWhatPeopleWrite() throws IOException {
		var accepted = post(message(this.secret, this.secret + "@example.org", this.secret, this.secret));
		assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
		var refused = Stream.of(message(this.secret + "\n", this.secret + "@example.org", this.secret, this.secret),
				message(this.secret, this.secret, this.secret, this.secret),
				message(this.secret, this.secret + "@example.org\r\nBcc: " + this.secret, this.secret, this.secret),
				message(this.secret, this.secret + "@example.org", this.secret + "\n", this.secret),
				message(this.secret, this.secret + "@example.org", this.secret, this.secret + "\u0000"),
				message(this.secret, this.secret + "@example.org", this.secret, this.secret.repeat(2000)),
				"{\"altcha\": \"" + this.secret + "\"}", "{\"website\": \"" + this.secret.repeat(20) + "\"}",
				"{\"openedAt\": \"" + this.secret + "\"}", "{\"" + this.secret + "\": \"" + this.secret + "\"}",
				"{\"name\": " + this.secret, "[\"" + this.secret + "\"]", "{\"name\": {\"" + this.secret + "\": 1}}")
			.map(this::post)
			.toList();
		assertThat(refused).extracting(Answer::status).allMatch((status) -> status >= 400 && status < 500);
		for (var address : List.of(this.secret + "@example.org", this.secret)) {
			this.suite.post("/contact",
					form(Map.of("name", this.secret, "email", address, "subject", this.secret, "body", this.secret,
							"website", this.secret, "openedAt", this.secret, "key", UUID.randomUUID().toString())),
					"Content-Type", "application/x-www-form-urlencoded");
		}
		var receipt = Suite.JSON.readTree(accepted.body()).get("receipt").stringValue();
		var stream = this.suite.get("/api/contact/receipts/" + receipt, "Accept", "text/event-stream").body();
		assertThat(stream).contains("delivered").doesNotContain(this.secret);
		assertThat(this.suite.get("/api/contact/receipts/" + receipt).body()).doesNotContain(this.secret);
		await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(this.suite.mailList(this.secret)).hasSize(2));

		var traceId = Suite.JSON.readTree(this.suite.get("/api/contact/receipts/" + receipt).body())
			.get("traceId")
			.stringValue();
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.telemetry.trace(traceId)).extracting(Telemetry.Recorded::service)
				.contains("notifier"));
		assertThat(this.telemetry.mentions(traceIdBytes(traceId))).as("the search finds what is there").isTrue();
		assertThat(this.telemetry.mentions(this.secret)).as("spans").isFalse();
		assertThat(files("log")).as("logs").isNotEmpty().noneMatch((log) -> read(log).contains(this.secret));
		assertThat(files("kafka")).as("the search finds what is there")
			.anyMatch((file) -> read(file).contains(traceId));
		assertThat(files("kafka")).as("Kafka").noneMatch((file) -> read(file).contains(this.secret));
		assertThat(metrics()).as("metrics").isNotEmpty().noneMatch((metrics) -> metrics.contains(this.secret));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/internal/contact/messages", "/api/contact/%2e%2e/%2e%2e/internal/contact/messages",
			"/api/contact/..;/..;/internal/contact/messages", "/contact/internal/contact/messages" })
	void noWayFromOutsideLeadsToMessages(String path) {
		var accepted = post(message("Ada", "ada@example.org", this.secret, "For one reader"));
		assertThat(accepted.status()).isEqualTo(202);
		var id = await().atMost(Suite.LIMIT)
			.until(() -> new ContactRecords(this.suite).idOf(this.secret), (found) -> !found.isEmpty());
		var answer = this.suite.get(path + "?id=" + id);
		assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
		assertThat(answer.body()).doesNotContain(this.secret);
	}

	@Test
	void whatIsDeletedIsGone() {
		assertThat(post(message("Ada", "ada@example.org", this.secret, "For one reader")).status()).isEqualTo(202);
		var records = new ContactRecords(this.suite);
		var address = MESSAGES + "/" + records.idOf(this.secret);
		var owner = new String[] { "Authorization",
				"Bearer " + new Owner(this.suite).token("inbox:read", "inbox:write") };
		var message = this.suite.get(address, owner);
		assertThat(message.body()).contains(this.secret);
		var deletion = this.suite.request(address, owner)
			.header("If-Match", message.headers().firstValue("ETag").orElseThrow())
			.DELETE();
		assertThat(this.suite.send(deletion).statusCode()).isEqualTo(204);
		assertThat(records.about(this.secret)).isEmpty();
		assertThat(this.suite.get(address, owner).statusCode()).isEqualTo(404);
	}

	private static String traceIdBytes(String traceId) {
		return new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
	}

	private List<Path> files(String folder) throws IOException {
		var files = new ArrayList<Path>();
		Files.walkFileTree(this.suite.home().resolve(folder), new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				files.add(file);
				return FileVisitResult.CONTINUE;
			}

			// Kafka deletes files while it runs
			@Override
			public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
				if (failure instanceof NoSuchFileException) {
					return FileVisitResult.CONTINUE;
				}
				throw failure;
			}

		});
		return files;
	}

	private static String read(Path log) {
		try {
			return Files.readString(log, StandardCharsets.ISO_8859_1);
		}
		// it was deleted since
		catch (NoSuchFileException _) {
			return "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> metrics() {
		return this.suite.status()
			.get("processes")
			.valueStream()
			.filter((process) -> process.hasNonNull("managementUrl"))
			.map((process) -> URI.create(process.get("managementUrl").stringValue()).resolve("/actuator/prometheus"))
			.map((address) -> this.suite.send(HttpRequest.newBuilder(address)).body())
			.toList();
	}

	private Answer post(String json) {
		var response = this.suite.post(MESSAGES, json, "Content-Type", "application/json", "Idempotency-Key",
				UUID.randomUUID().toString());
		return new Answer(response.statusCode(), response.body());
	}

	private static String message(String name, String email, String subject, String body) {
		return Suite.JSON.writeValueAsString(Map.of("name", name, "email", email, "subject", subject, "body", body));
	}

	private static String form(Map<String, String> fields) {
		return fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	private record Answer(int status, String body) {
	}

}
