package dev.akshay.portfolio.contact.suspicion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.akshay.portfolio.contact.ContactTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

@ContactTest
class SuspicionIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private JsonMapper json;

	@Autowired
	private ChallengeKey key;

	@Autowired
	private SpentProofs spentProofs;

	@LocalServerPort
	private int port;

	private final Instant now = Instant.now();

	private final Instant minuteAgo = this.now.minus(Duration.ofMinutes(1));

	private SolvedChallenges solved;

	@BeforeEach
	void readKey() {
		this.solved = new SolvedChallenges(this.key.get().block(PATIENCE));
	}

	@Test
	void handsOutChallengesThatNobodyKeeps() {
		var first = challenge();
		assertThat(first.algorithm()).isEqualTo("SHA-256");
		assertThat(first.challenge()).matches("[0-9a-f]{64}");
		assertThat(first.signature()).matches("[0-9a-f]{64}");
		assertThat(first.salt())
			.matches("[0-9a-f]{24}\\?(expires=\\d{10}&issued=\\d{13}|issued=\\d{13}&expires=\\d{10})&");
		assertThat(first.lifeSeconds()).isEqualTo(1200);
		assertThat(first.waitSeconds()).isEqualTo(3);
		assertThat(challenge().salt()).isNotEqualTo(first.salt());
	}

	@Test
	void handedOutChallengeCanBeSolved() {
		var parts = SolvedChallenges.solved(challenge());
		// how long that took is the machine's affair
		assertThat(suspicionsOf(Map.of("altcha", SolvedChallenges.encoded(parts)))).isSubsetOf("TOO_FAST");
	}

	@Test
	void nothingSpeaksAgainstASolvedChallenge() {
		assertThat(suspicionsOf(Map.of("altcha", this.solved.issuedAt(this.minuteAgo)))).isEmpty();
	}

	@Test
	void nothingSpeaksAgainstAnEmptyHoneypot() {
		assertThat(suspicionsOf(Map.of("altcha", this.solved.issuedAt(this.minuteAgo), "website", "  "))).isEmpty();
	}

	@Test
	void acceptsMessagesWithoutProof() {
		assertThat(suspicionsOf(Map.of())).containsExactly("NO_PROOF");
		assertThat(suspicionsOf(Map.of("altcha", "", "website", ""))).containsExactly("NO_PROOF");
	}

	@Test
	void acceptsFilledHoneypots() {
		assertThat(suspicionsOf(
				Map.of("website", "https://pills.example", "altcha", this.solved.issuedAt(this.minuteAgo))))
			.containsExactly("HONEYPOT");
	}

	@Test
	void acceptsHastyMessages() {
		var soon = this.now.plus(PATIENCE);
		assertThat(suspicionsOf(Map.of("altcha", this.solved.issuedAt(soon)))).containsExactly("TOO_FAST");
		assertThat(suspicionsOf(Map.of("openedAt", soon))).containsExactly("NO_PROOF", "TOO_FAST");
		assertThat(suspicionsOf(Map.of("openedAt", this.minuteAgo))).containsExactly("NO_PROOF");
		assertThat(suspicionsOf(Map.of("openedAt", Instant.MAX))).containsExactly("NO_PROOF", "TOO_FAST");
		assertThat(suspicionsOf(Map.of("openedAt", Instant.MIN))).containsExactly("NO_PROOF");
	}

	@Test
	void signedTimeIsBetterThanATimeThatIsTold() {
		assertThat(suspicionsOf(
				Map.of("altcha", this.solved.issuedAt(this.minuteAgo), "openedAt", this.now.plus(PATIENCE))))
			.isEmpty();
		assertThat(suspicionsOf(
				Map.of("altcha", this.solved.issuedAt(this.now.plus(PATIENCE)), "openedAt", this.minuteAgo)))
			.containsExactly("TOO_FAST");
	}

	@Test
	void acceptsExpiredProofs() {
		assertThat(suspicionsOf(Map.of("altcha", this.solved.issuedAt(this.now.minus(Duration.ofMinutes(21))))))
			.containsExactly("PROOF_EXPIRED");
	}

	static Stream<Map<String, Object>> forgeries() {
		return Stream.of(Map.of("number", 101), Map.of("number", -1), Map.of("number", Long.MAX_VALUE),
				Map.of("number", 1.5), Map.of("number", "7"), Map.of("salt", ""), Map.of("salt", "a?expires=%zz&"),
				Map.of("salt", "0123456789abcdef01234567?expires=9999999999&issued=1&"), Map.of("challenge", ""),
				Map.of("challenge", "0".repeat(64)), Map.of("signature", "0".repeat(64)), Map.of("signature", ""),
				Map.of("algorithm", "SHA-1"), Map.of("algorithm", "SHA-512"), Map.of("algorithm", "MD5"),
				Map.of("algorithm", 256), Map.of("salt", List.of("a")), Map.of("challenge", Map.of()));
	}

	@ParameterizedTest
	@MethodSource("forgeries")
	void acceptsForgedProofs(Map<String, Object> forgery) {
		var parts = this.solved.partsIssuedAt(this.minuteAgo);
		parts.putAll(forgery);
		assertThat(suspicionsOf(Map.of("altcha", SolvedChallenges.encoded(parts)))).containsExactly("PROOF_FORGED");
	}

	@Test
	void acceptsProofsOfAnotherKey() {
		assertThat(suspicionsOf(Map.of("altcha", new SolvedChallenges("f".repeat(64)).issuedAt(this.minuteAgo))))
			.containsExactly("PROOF_FORGED");
	}

	static Stream<String> absurdities() {
		return Stream.of("{}", "{\"number\": 1}", "{\"number\": 1e999999999}", "{\"number\": " + "9".repeat(400) + "}",
				"{\"algorithm\": null, \"challenge\": null, \"number\": null, \"salt\": null, \"signature\": null}",
				"{\"number\": NaN}", "{", "[]", "[{}]", "null", "5", "\"text\"", " ", "\u0000", "{} {}",
				"[".repeat(1400), "{\"a\":".repeat(200) + "1" + "}".repeat(200));
	}

	@ParameterizedTest
	@MethodSource("absurdities")
	void absurdJsonIsSuspectOrNamed(String absurdity) {
		expectSuspectOrNamed(SolvedChallenges.encoded(absurdity));
	}

	static Stream<String> noBase64() {
		return Stream.of(" ", "a", "a===", "=", "e30=e30=", "e30=\n", "\u0000", "\u001b[2J", "\r\nBcc: all@example.org",
				"ünïcode", "\ud83d\ude00", "{}", "e3_-", "A".repeat(10_240), "e30=".repeat(2560));
	}

	@ParameterizedTest
	@MethodSource("noBase64")
	void namesWhatIsNoBase64(String text) {
		assertThat(expectSuspectOrNamed(text)).isEqualTo(422);
	}

	@Test
	void solutionCountsOnce() {
		var proof = this.solved.issuedAt(this.minuteAgo);
		var first = send(UUID.randomUUID(), Map.of("altcha", proof));
		var second = send(UUID.randomUUID(), Map.of("altcha", proof));
		assertThat(suspicionsBehind(first)).isEmpty();
		assertThat(suspicionsBehind(second)).containsExactly("PROOF_SPENT");
		assertThat(second.getStatus()).isEqualTo(first.getStatus());
		assertThat(second.getResponseHeaders().headerNames()).isEqualTo(first.getResponseHeaders().headerNames());
		assertThat(this.json.readTree(second.getResponseBody()).propertyNames())
			.isEqualTo(this.json.readTree(first.getResponseBody()).propertyNames());
	}

	@Test
	void solutionCountsOnceHoweverItIsSpelled() {
		var parts = this.solved.partsIssuedAt(this.minuteAgo);
		assertThat(suspicionsOf(Map.of("altcha", SolvedChallenges.encoded(parts)))).isEmpty();
		parts.put("took", 7);
		assertThat(suspicionsOf(Map.of("altcha", SolvedChallenges.encoded(parts)))).containsExactly("PROOF_SPENT");
		parts.compute("salt", (_, salt) -> String.valueOf(salt).replaceAll("&$", ""));
		assertThat(suspicionsOf(Map.of("altcha", SolvedChallenges.encoded(parts)))).containsExactly("PROOF_SPENT");
	}

	@RepeatedTest(5)
	void solutionCountsOnceForTwinsAtTheSameTime() {
		var proof = this.solved.issuedAt(this.minuteAgo);
		var names = Stream.generate(() -> "Twin " + UUID.randomUUID()).limit(6).toList();
		var http = WebClient.create("http://localhost:" + this.port);
		var statuses = Flux.fromIterable(names)
			.flatMap((name) -> http.post()
				.uri("/api/contact/messages")
				.header("Idempotency-Key", '"' + UUID.randomUUID().toString() + '"')
				.bodyValue(Map.of("name", name, "email", "ada@example.org", "body", "How?", "altcha", proof))
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value())))
			.collectList()
			.block(PATIENCE);
		assertThat(statuses).hasSize(names.size()).containsOnly(202);
		assertThat(names.stream().map(this::suspicions)).filteredOn(List::isEmpty).hasSize(1);
		assertThat(names.stream().map(this::suspicions)).filteredOn(List.of("PROOF_SPENT")::equals)
			.hasSize(names.size() - 1);
	}

	@Test
	void repeatUnderTheKeySpendsNothing() {
		var name = "Ada " + UUID.randomUUID();
		var messageKey = UUID.randomUUID();
		var again = this.solved.issuedAt(this.minuteAgo);
		var first = send(messageKey,
				Map.of("name", name, "altcha", this.solved.issuedAt(this.minuteAgo), "openedAt", this.minuteAgo));
		var second = send(messageKey, Map.of("name", name, "altcha", again, "openedAt", this.now));
		var third = send(messageKey, Map.of("name", name));
		assertThat(second.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(third.getResponseHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
		assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
		assertThat(suspicions(name)).isEmpty();
		assertThat(suspicionsOf(Map.of("altcha", again))).as("the other proof is still worth a message").isEmpty();
	}

	@Test
	void messageThatIsNotStoredSpendsNothing() {
		var proof = this.solved.issuedAt(this.minuteAgo);
		var name = "Ada " + UUID.randomUUID();
		run("""
				create function refuse_message() returns trigger language plpgsql as $$ begin
					if new.name = '%s' then raise exception 'refused'; end if;
					return new;
				end $$""".formatted(name));
		run("create trigger refuse_message after insert on message for each row execute function refuse_message()");
		assertThat(send(UUID.randomUUID(), Map.of("name", name, "altcha", proof)).getStatus().value()).isEqualTo(500);
		run("drop function refuse_message cascade");
		assertThat(suspicionsOf(Map.of("altcha", proof))).isEmpty();
	}

	@Test
	void sweepsWhatExpiredAWhileAgo() {
		var old = new Proof.Sound(UUID.randomUUID().toString(), this.minuteAgo, this.now.minus(Duration.ofHours(1)));
		var young = new Proof.Sound(UUID.randomUUID().toString(), this.minuteAgo, this.minuteAgo);
		assertThat(this.spentProofs.spend(old).block(PATIENCE)).isTrue();
		assertThat(this.spentProofs.spend(young).block(PATIENCE)).isTrue();
		new SuspicionConfiguration().spentProofsSweep(this.spentProofs, SolvedChallenges.SETTINGS, Clock.systemUTC())
			.once()
			.block(PATIENCE);
		assertThat(this.spentProofs.spend(old).block(PATIENCE)).as("forgotten").isTrue();
		assertThat(this.spentProofs.spend(young).block(PATIENCE)).as("kept").isFalse();
	}

	private Challenge challenge() {
		return this.client.get()
			.uri("/api/contact/challenge")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectBody(Challenge.class)
			.returnResult()
			.getResponseBody();
	}

	private int expectSuspectOrNamed(String altcha) {
		var response = send(UUID.randomUUID(), Map.of("altcha", altcha));
		if (response.getStatus().value() == 202) {
			assertThat(suspicionsBehind(response)).containsExactly("PROOF_FORGED");
		}
		else {
			assertThat(response.getStatus().value()).isEqualTo(422);
			assertThat(this.json.readTree(response.getResponseBody()).path("errors").findValuesAsString("field"))
				.containsExactly("altcha");
		}
		return response.getStatus().value();
	}

	private List<String> suspicionsOf(Map<String, Object> evidence) {
		return suspicionsBehind(send(UUID.randomUUID(), evidence));
	}

	private EntityExchangeResult<byte[]> send(UUID messageKey, Map<String, Object> evidence) {
		var message = new LinkedHashMap<String, Object>();
		message.put("name", "Ada");
		message.put("email", "ada@example.org");
		message.put("body", "How?");
		message.putAll(evidence);
		return this.client.post()
			.uri("/api/contact/messages")
			.header("Idempotency-Key", '"' + messageKey.toString() + '"')
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(this.json.writeValueAsString(message))
			.exchange()
			.expectBody()
			.returnResult();
	}

	private List<String> suspicionsBehind(EntityExchangeResult<byte[]> response) {
		assertThat(response.getStatus().value()).isEqualTo(202);
		return read("select m.suspicions from message m join receipt r on r.message_id = m.id where r.id = :which",
				this.json.readTree(response.getResponseBody()).path("receipt").asString());
	}

	private List<String> suspicions(String name) {
		return read("select suspicions from message where name = :which", name);
	}

	private List<String> read(String sql, String which) {
		return List.of(this.database.sql(sql).bind("which", which).mapValue(String[].class).one().block(PATIENCE));
	}

	private void run(String sql) {
		this.database.sql(sql).then().block(PATIENCE);
	}

}
