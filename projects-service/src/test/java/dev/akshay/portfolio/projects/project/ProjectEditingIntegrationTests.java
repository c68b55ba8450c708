package dev.akshay.portfolio.projects.project;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.connection.init.ScriptUtils;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the owner does with projects, over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.content.location=src/test/content", "portfolio.editing.schedule=100ms" })
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class ProjectEditingIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final String slug = "p-" + UUID.randomUUID();

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private RealPostgreSql.Database postgres;

	@LocalServerPort
	private int port;

	private StoredEvents events;

	private long mark;

	@BeforeEach
	void startListening() {
		this.events = new StoredEvents(this.database);
		this.mark = this.events.mark();
		this.http = this.http.mutate().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(4_000_000)).build();
	}

	@Test
	void createsAndPublishesAtOnce() {
		var created = create(document("A bridge"));
		assertThat(created.getStatus().value()).isEqualTo(201);
		assertThat(created.getResponseHeaders().getETag()).isEqualTo("\"r1\"");
		assertThat(created.getResponseHeaders().getLocation()).hasPath("/api/projects/" + this.slug);
		assertThat(created.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(body(created).get("state").asString()).isEqualTo("published");
		assertThat(body(created).get("publishedRevision").asInt()).isEqualTo(1);
		assertThat(body(created).get("html").asString()).contains("<p>Text.</p>");
		assertThat(publicTitle()).isEqualTo("A bridge");
		assertThat(told()).containsExactly("published projects/" + this.slug);
	}

	@Test
	void nobodySeesADraftUntilItIsPublished() {
		assertThat(draft(document("A bridge"), null).getStatus().value()).isEqualTo(201);
		assertThat(publicStatus()).isEqualTo(404);
		assertThat(told()).isEmpty();
		assertThat(owners().get("state").asString()).isEqualTo("draft");
		var published = post("publish", "\"r1\"", null);
		assertThat(published.getResponseHeaders().getETag()).isEqualTo("\"r2\"");
		assertThat(publicTitle()).isEqualTo("A bridge");
		draft(document("A longer bridge"), "\"r2\"");
		assertThat(owners().get("state").asString()).isEqualTo("changed");
		assertThat(owners().get("document").get("title").asString()).isEqualTo("A longer bridge");
		assertThat(publicTitle()).isEqualTo("A bridge");
		assertThat(told()).containsExactly("published projects/" + this.slug);
		post("publish", "\"r3\"", null);
		assertThat(publicTitle()).isEqualTo("A longer bridge");
	}

	@Test
	void hidesFromVisitorsAndShowsAgain() {
		create(document("A bridge"));
		assertThat(body(post("unpublish", "\"r1\"", null)).get("state").asString()).isEqualTo("draft");
		assertThat(publicStatus()).isEqualTo(404);
		assertThat(post("unpublish", "\"r2\"", null).getResponseHeaders().getETag()).isEqualTo("\"r2\"");
		post("publish", "\"r2\"", null);
		assertThat(publicTitle()).isEqualTo("A bridge");
		assertThat(told()).containsExactly("published projects/" + this.slug, "removed projects/" + this.slug,
				"published projects/" + this.slug);
	}

	@Test
	void aConflictShowsWhatIsThereNow() {
		create(document("A bridge"));
		put(document("Mine"), "\"r1\"");
		var stale = put(document("Theirs"), "\"r1\"");
		assertThat(stale.getStatus().value()).isEqualTo(412);
		assertThat(stale.getResponseHeaders().getETag()).isEqualTo("\"r2\"");
		assertThat(type(stale)).isEqualTo("changed-meanwhile");
		assertThat(body(stale).get("current").get("document").get("title").asString()).isEqualTo("Mine");
		assertThat(body(stale).get("current").get("revision").asInt()).isEqualTo(2);
		assertThat(publicTitle()).isEqualTo("Mine");
	}

	@Test
	void ofManyWhoSawTheSameOneWins() {
		create(document("A bridge"));
		var answers = Objects.requireNonNull(Flux.range(0, 8)
			.flatMap((writer) -> client().put()
				.uri("/api/projects/" + this.slug)
				.header("Authorization", this.tokens.bearer("content:write"))
				.header("If-Match", "\"r1\"")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue(document("Writer " + writer))
				.exchangeToMono((response) -> response.bodyToMono(JsonNode.class)
					.map((answer) -> Map.entry(response.statusCode().value(), answer))), 8)
			.collectList()
			.block(PATIENCE));
		assertThat(answers).extracting(Map.Entry::getKey).containsOnlyOnce(200).contains(412).hasSize(8);
		var winner = answers.stream().filter((answer) -> answer.getKey() == 200).findFirst().orElseThrow().getValue();
		assertThat(answers).filteredOn((answer) -> answer.getKey() == 412)
			.hasSize(7)
			.allSatisfy((answer) -> assertThat(answer.getValue().get("current").get("document"))
				.isEqualTo(winner.get("document")));
		assertThat(publicTitle()).isEqualTo(winner.get("document").get("title").asString());
	}

	@Test
	void ofManyWhoCreateTheSameOneWins() {
		var statuses = Flux.range(0, 6)
			.flatMap(
					(writer) -> client().put()
						.uri("/api/projects/" + this.slug)
						.header("Authorization", this.tokens.bearer("content:write"))
						.header("If-None-Match", "*")
						.contentType(MediaType.APPLICATION_JSON)
						.bodyValue(document("Writer " + writer))
						.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value())),
					6)
			.collectList()
			.block(PATIENCE);
		assertThat(statuses).containsOnlyOnce(201).filteredOn((status) -> status == 409).hasSize(5);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			          |          | 428 | precondition-required
			r1        |          | 400 | malformed-request
			"r2"      |          | 412 | changed-meanwhile
			"r0", "x" |          | 412 | changed-meanwhile
			"r1"      | *        | 400 | malformed-request
			          | "r1"     | 400 | malformed-request
			          | *        | 409 | slug-taken
			""")
	void refusesChangesThatDoNotSayWhatTheySaw(@Nullable String match, @Nullable String noneMatch, int status,
			String type) {
		create(document("A bridge"));
		var answer = exchange(HttpMethod.PUT, path(), document("Another"),
				headers("If-Match", match, "If-None-Match", noneMatch));
		assertThat(answer.getStatus().value()).isEqualTo(status);
		assertThat(type(answer)).isEqualTo(type);
		assertThat(publicTitle()).isEqualTo("A bridge");
	}

	@ParameterizedTest
	// the gateway calls the tag of what it compresses a weak one
	@ValueSource(strings = { "*", "\"r1\"", "\"r7\", \"r1\"", "W/\"r1\"" })
	void takesEveryWayToNameTheVersion(String match) {
		create(document("A bridge"));
		assertThat(put(document("Another"), match).getStatus().value()).isEqualTo(200);
	}

	@Test
	void takesTheTagOfWhatVisitorsSee() {
		create(document("A bridge"));
		var seen = Objects.requireNonNull(get(path()).getResponseHeaders().getETag());
		var coded = seen.replaceAll("\"$", "-gzip\"");
		assertThat(put(document("A wide bridge"), seen).getStatus().value()).isEqualTo(200);
		assertThat(put(document("A wider bridge"), seen).getStatus().value()).isEqualTo(412);
		assertThat(put(document("A wider bridge"), coded).getStatus().value()).isEqualTo(412);
		var now = Objects.requireNonNull(get(path()).getResponseHeaders().getETag());
		assertThat(put(document("A wider bridge"), now.replaceAll("\"$", "-br\"")).getStatus().value()).isEqualTo(200);
		draft(document("The widest bridge"), "\"r3\"");
		var visible = Objects.requireNonNull(get(path()).getResponseHeaders().getETag());
		// they do not see what waits
		assertThat(put(document("Another bridge"), visible).getStatus().value()).isEqualTo(412);
		assertThat(publicTitle()).isEqualTo("A wider bridge");
	}

	@Test
	@SuppressWarnings("unchecked")
	void takesBackWhatItGave() {
		create(document("A bridge"));
		var read = get(path());
		var document = JSON.convertValue(body(read), Map.class);
		assertThat(document).containsKeys("slug", "html").doesNotContainKey("order");
		document.put("title", "A wide bridge");
		var changed = put(document, Objects.requireNonNull(read.getResponseHeaders().getETag()));
		assertThat(changed.getStatus().value()).isEqualTo(200);
		assertThat(body(changed).get("document")).isEqualTo(JSON.valueToTree(document("A wide bridge")));
	}

	@Test
	void whatNamesNoPlaceComesLastAndStaysThere() {
		var document = document("A bridge");
		document.remove("order");
		var last = body(get("/api/projects?view=owner")).valueStream()
			.mapToInt((item) -> item.get("document").get("order").asInt())
			.max()
			.orElseThrow();
		assertThat(body(create(document)).get("document").get("order").asInt()).isEqualTo(last + 1);
		document.put("order", 1);
		put(document, "\"r1\"");
		document.remove("order");
		assertThat(body(put(document, "\"r2\"")).get("document").get("order").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "publish", "unpublish", "rename", "revisions/1/restore" })
	void whatBringsNoTextNeedsNoCondition(String action) {
		create(document("A bridge"));
		var body = action.equals("rename") ? Map.of("slug", this.slug + "-x") : null;
		assertThat(post(action, "\"r9\"", body).getStatus().value()).isEqualTo(412);
		assertThat(owners().get("revision").asInt()).isEqualTo(1);
		assertThat(post(action, null, body).getStatus().value()).isEqualTo(200);
	}

	@Test
	void deletesNothingUnseen() {
		create(document("A bridge"));
		assertThat(exchange(HttpMethod.DELETE, path(), null, Map.of()).getStatus().value()).isEqualTo(428);
		assertThat(exchange(HttpMethod.DELETE, path(), null, headers("If-Match", "\"r9\"")).getStatus().value())
			.isEqualTo(412);
		assertThat(owners().get("revision").asInt()).isEqualTo(1);
	}

	static Stream<Map.Entry<String, Map<String, Object>>> faults() {
		return Stream.of(fault("title", "", 422), fault("title", "x".repeat(121), 422), fault("title", 7, 400),
				fault("title", List.of("x"), 400), fault("title", "a\0b", 422), fault("year", 1900, 422),
				fault("year", "soon", 400), fault("stack", List.of(), 422), fault("stack", "Java", 400),
				fault("stack[1]", List.of("Java", ""), 422), fault("order", 0, 422), fault("body", " ", 422),
				fault("body", "x".repeat(100_001), 422), fault("body", "half \ud83d of one", 422),
				fault("colour", "red", 400));
	}

	private static Map.Entry<String, Map<String, Object>> fault(String field, Object value, int status) {
		return Map.entry(field, Map.of("value", value, "status", status));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void namesTheFieldThatIsWrong(Map.Entry<String, Map<String, Object>> fault) {
		var document = document("A bridge");
		document.put(fault.getKey().replaceAll("\\[.*", ""), fault.getValue().get("value"));
		var answer = create(document);
		assertThat(answer.getStatus().value()).isEqualTo(fault.getValue().get("status"));
		assertThat(body(answer).get("errors").valueStream().map((error) -> error.get("field").asString()))
			.contains(fault.getKey());
		assertThat(publicStatus()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			''                      | application/json | 400
			null                    | application/json | 400
			[]                      | application/json | 400
			7                       | application/json | 400
			"x"                     | application/json | 400
			{                       | application/json | 400
			{}                      | application/json | 400
			{"title": NaN}          | application/json | 400
			{"title":"a","title":"b"} | application/json | 400
			DOCUMENT {}             | application/json | 400
			DOCUMENT                | text/plain       | 415
			""")
	void refusesWhatIsNoDocument(String body, String type, int status) {
		var sent = body.replace("DOCUMENT", JSON.writeValueAsString(document("A bridge")));
		var answer = this.http.put()
			.uri(path())
			.header("Authorization", this.tokens.bearer("content:write"))
			.header("If-None-Match", "*")
			.contentType(MediaType.parseMediaType(type))
			.bodyValue(sent)
			.exchange()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.returnResult();
		assertThat(answer.getStatus().value()).as(sent).isEqualTo(status);
		assertThat(publicStatus()).isEqualTo(404);
	}

	@Test
	void refusesWhatIsTooLargeBeforeItIsSent() throws IOException {
		try (var socket = new Socket("localhost", this.port)) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			socket.getOutputStream().write("""
					PUT %s HTTP/1.1\r
					Host: localhost\r
					Authorization: %s\r
					If-None-Match: *\r
					Content-Type: application/json\r
					Content-Length: 600000\r
					\r
					""".formatted(path(), this.tokens.bearer("content:write")).getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
				.isEqualTo("HTTP/1.1 413");
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"at\": 1800000000}", "{\"at\": \"tomorrow\"}", "{\"at\": {}}", "{\"when\": null}", "[]" })
	void refusesTimesThatAreNone(String body) {
		draft(document("A bridge"), null);
		var answer = this.http.post()
			.uri(path() + "/publish")
			.header("Authorization", this.tokens.bearer("content:write"))
			.header("If-Match", "\"r1\"")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectBody()
			.returnResult();
		assertThat(answer.getStatus().value()).isEqualTo(400);
		assertThat(body(answer).get("errors").get(0).get("field").asString()).isIn("at", "when", "body");
		assertThat(publicStatus()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%00", "Kiln", "a%2Fb", "%F0%9F%8C%89", "..%2F..%2Fetc" })
	void thereIsNothingUnderWhatIsNoName(String name) {
		var address = URI.create("http://localhost:%d/api/projects/%s".formatted(this.port, name));
		for (var rest : List.of("?view=owner", "/revisions", "/revisions/1", "/revisions/1/diff/1")) {
			assertThat(status(HttpMethod.GET, URI.create(address + rest))).as(rest).isEqualTo(404);
		}
		assertThat(status(HttpMethod.DELETE, address)).isEqualTo(404);
		assertThat(status(HttpMethod.POST, URI.create(address + "/publish"))).isEqualTo(404);
	}

	private int status(HttpMethod method, URI address) {
		return this.http.method(method)
			.uri(address)
			.header("Authorization", this.tokens.bearer("content:read", "content:write"))
			.header("If-Match", "\"r1\"")
			.exchange()
			.expectBody()
			.returnResult()
			.getStatus()
			.value();
	}

	@Test
	void nobodyElseSeesOrChangesAnything() {
		draft(document("A bridge"), null);
		for (var path : List.of(path() + "?view=owner", "/api/projects?view=owner", "/api/projects?view=deleted",
				path() + "/revisions", path() + "/revisions/1", path() + "/revisions/1/diff/1",
				"/api/projects/order")) {
			this.http.get().uri(path).exchange().expectStatus().isUnauthorized();
			this.http.get()
				.uri(path)
				.header("Authorization", this.tokens.bearer("content:write", "inbox:read"))
				.exchange()
				.expectStatus()
				.isForbidden();
		}
		for (var change : List.of("PUT " + path(), "DELETE " + path(), "POST " + path() + "/publish",
				"DELETE " + path() + "/publish", "POST " + path() + "/unpublish", "POST " + path() + "/rename",
				"POST " + path() + "/revisions/1/restore", "PUT /api/projects/order")) {
			var parts = change.split(" ");
			this.http.method(HttpMethod.valueOf(parts[0])).uri(parts[1]).exchange().expectStatus().isUnauthorized();
			this.http.method(HttpMethod.valueOf(parts[0]))
				.uri(parts[1])
				.header("Authorization", this.tokens.bearer("content:read"))
				.exchange()
				.expectStatus()
				.isForbidden();
		}
		assertThat(owners().get("revision").asInt()).isEqualTo(1);
	}

	@Test
	void takesTheLongestTextInAnyScript() {
		var document = document("A bridge");
		document.put("body", "橋".repeat(100_000));
		assertThat(create(document).getStatus().value()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-a", "a-", "A", "a_b", "ä", "order", "preview",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void refusesNamesThatAreNoAddress(String name) {
		create(document("A bridge"));
		var renamed = post("rename", "\"r1\"", Map.of("slug", name));
		assertThat(renamed.getStatus().value()).isEqualTo(422);
		assertThat(body(renamed).get("errors").get(0).get("field").asString()).isEqualTo("slug");
	}

	@Test
	void keepsWhoWhenAndWhy() {
		exchange(HttpMethod.PUT, path(), document("A bridge"),
				headers("If-None-Match", "*", "Change-Reason", "First words"));
		exchange(HttpMethod.PUT, path() + "?draft=true", document("A longer bridge"),
				headers("If-Match", "\"r1\"", "Authorization", this.tokens.bearerVia("token:ci", "content:write")));
		var history = get(path() + "/revisions");
		assertThat(history.getResponseHeaders().getETag()).isEqualTo("\"r2\"");
		var revisions = body(history).get("revisions");
		assertThat(
				revisions.valueStream()
					.map((revision) -> "%s %s %s".formatted(revision.get("number"), revision.get("action").asString(),
							revision.get("author").asString())))
			.containsExactly("2 drafted token:ci", "1 published session");
		assertThat(revisions.get(1).get("reason").asString()).isEqualTo("First words");
		assertThat(revisions.get(1).get("at").asString()).matches("\\d{4}-.*Z");
		assertThat(revisions.get(0).has("document")).isFalse();
		assertThat(body(get(path() + "/revisions?before=2")).get("revisions").size()).isEqualTo(1);
		assertThat(body(get(path() + "/revisions/1")).get("document").get("title").asString()).isEqualTo("A bridge");
		assertThat(type(get(path() + "/revisions/3"))).isEqualTo("unknown-revision");
		var endless = exchange(HttpMethod.PUT, path(), document("A"),
				headers("If-Match", "\"r2\"", "Change-Reason", "x".repeat(201)));
		assertThat(endless.getStatus().value()).isEqualTo(422);
	}

	@Test
	void historyIsOnlyEverAddedTo() {
		create(document("A bridge"));
		for (var attempt : List.of("update content_revision set author = 'nobody'", "delete from content_revision",
				"truncate content_revision")) {
			StepVerifier.create(this.database.sql(attempt).then()).expectError().verify(PATIENCE);
		}
		assertThat(body(get(path() + "/revisions/1")).get("author").asString()).isEqualTo("session");
	}

	@Test
	void comparesRevisionsFieldByFieldAndLineByLine() {
		var before = document("A bridge");
		before.put("body", "One\nTwo\nThree");
		create(before);
		var after = document("A longer bridge");
		after.put("body", "One\nTwo and a half\nThree\nFour");
		after.put("figure", "7 km");
		put(after, "\"r1\"");
		var difference = body(get(path() + "/revisions/1/diff/2"));
		var changes = difference.get("changes");
		assertThat(changes.valueStream().map((change) -> change.get("field").asString())).containsExactly("title",
				"body", "figure");
		assertThat(changes.get(0).get("old").asString()).isEqualTo("A bridge");
		assertThat(changes.get(0).get("new").asString()).isEqualTo("A longer bridge");
		assertThat(changes.get(2).has("old")).isFalse();
		assertThat(changes.get(1)
			.get("lines")
			.valueStream()
			.map((line) -> "%s %s".formatted(line.get("change").asString(), line.get("text").asString())))
			.containsExactly("same One", "removed Two", "added Two and a half", "same Three", "added Four");
		assertThat(body(get(path() + "/revisions/2/diff/2")).get("changes")).isEmpty();
	}

	@Test
	void restoresAsItIsSeen() {
		create(document("A bridge"));
		put(document("A longer bridge"), "\"r1\"");
		assertThat(body(post("revisions/1/restore", null, null)).get("state").asString()).isEqualTo("published");
		assertThat(publicTitle()).isEqualTo("A bridge");
		draft(document("A draft"), "\"r3\"");
		assertThat(body(post("revisions/2/restore", null, null)).get("state").asString()).isEqualTo("changed");
		assertThat(publicTitle()).isEqualTo("A bridge");
	}

	@Test
	void restoresAsANewRevision() {
		create(document("A bridge"));
		put(document("A longer bridge"), "\"r1\"");
		var restored = post("revisions/1/restore?publish=false", "\"r2\"", null);
		assertThat(restored.getResponseHeaders().getETag()).isEqualTo("\"r3\"");
		assertThat(body(restored).get("state").asString()).isEqualTo("changed");
		assertThat(publicTitle()).isEqualTo("A longer bridge");
		post("revisions/1/restore?publish=true", "\"r3\"", null);
		assertThat(publicTitle()).isEqualTo("A bridge");
		assertThat(body(get(path() + "/revisions")).get("revisions").get(0).get("action").asString())
			.isEqualTo("restored");
	}

	@Test
	void whatIsDeletedCanBeRestored() {
		create(document("A bridge"));
		var deleted = exchange(HttpMethod.DELETE, path(), null, headers("If-Match", "\"r1\""));
		assertThat(deleted.getStatus().value()).isEqualTo(204);
		assertThat(deleted.getResponseHeaders().getETag()).isEqualTo("\"r2\"");
		assertThat(publicStatus()).isEqualTo(404);
		assertThat(get(path() + "?view=owner").getStatus().value()).isEqualTo(404);
		assertThat(slugs("/api/projects?view=owner")).doesNotContain(this.slug);
		assertThat(slugs("/api/projects?view=deleted")).contains(this.slug);
		assertThat(get(path() + "/revisions").getResponseHeaders().getETag()).isEqualTo("\"r2\"");
		assertThat(type(post("publish", "\"r2\"", null))).isEqualTo("unknown-project");
		var mine = put(document("Mine"), "\"r1\"");
		assertThat(mine.getStatus().value()).isEqualTo(412);
		assertThat(body(mine).get("current").get("state").asString()).isEqualTo("deleted");
		assertThat(body(post("revisions/1/restore?publish=true", "\"r2\"", null)).get("state").asString())
			.isEqualTo("published");
		assertThat(publicTitle()).isEqualTo("A bridge");
		assertThat(told()).containsExactly("published projects/" + this.slug, "removed projects/" + this.slug,
				"published projects/" + this.slug);
	}

	@Test
	void aNameThatIsGoneMayBeUsedAgain() {
		create(document("A bridge"));
		exchange(HttpMethod.DELETE, path(), null, headers("If-Match", "\"r1\""));
		var again = create(document("A tunnel"));
		assertThat(again.getStatus().value()).isEqualTo(201);
		assertThat(again.getResponseHeaders().getETag()).isEqualTo("\"r3\"");
		assertThat(publicTitle()).isEqualTo("A tunnel");
	}

	@Test
	void listsWithoutTexts() {
		draft(document("A bridge"), null);
		var all = body(get("/api/projects?view=owner"));
		var own = all.valueStream()
			.filter((item) -> item.get("slug").asString().equals(this.slug))
			.findFirst()
			.orElseThrow();
		assertThat(own.get("document").get("title").asString()).isEqualTo("A bridge");
		assertThat(own.get("document").has("body")).isFalse();
		assertThat(own.has("html")).isFalse();
		assertThat(slugs("/api/projects?view=owner")).contains("kiln", "ledger");
	}

	@Test
	void anOldAddressLeadsToTheNewOne() {
		create(document("A bridge"));
		var other = this.slug + "-2";
		var renamed = post("rename", "\"r1\"", Map.of("slug", other));
		assertThat(renamed.getStatus().value()).isEqualTo(200);
		assertThat(body(renamed).get("state").asString()).isEqualTo("published");
		assertThat(told()).containsExactly("published projects/" + this.slug, "published projects/" + other,
				"removed projects/" + this.slug);
		expectMoved(this.slug, other);
		var third = this.slug + "-3";
		exchange(HttpMethod.POST, "/api/projects/" + other + "/rename", Map.of("slug", third),
				headers("If-Match", "\"r2\""));
		expectMoved(this.slug, third);
		expectMoved(other, third);
		exchange(HttpMethod.POST, "/api/projects/" + third + "/rename", Map.of("slug", this.slug),
				headers("If-Match", "\"r3\""));
		assertThat(publicTitle()).isEqualTo("A bridge");
		expectMoved(third, this.slug);
		exchange(HttpMethod.POST, path() + "/unpublish", null, headers("If-Match", "\"r4\""));
		this.http.get().uri("/api/projects/" + third).exchange().expectStatus().isNotFound();
		// the owner finds it all the same
		var owners = get("/api/projects/" + third + "?view=owner");
		assertThat(owners.getStatus().value()).isEqualTo(308);
		assertThat(owners.getResponseHeaders().getLocation()).hasToString(path() + "?view=owner");
		exchange(HttpMethod.DELETE, path(), null, headers("If-Match", "\"r5\""));
		assertThat(get("/api/projects/" + third + "?view=owner").getStatus().value()).isEqualTo(404);
	}

	@Test
	void renamingTakesTheNameOfWhatIsGone() {
		create(document("A bridge"));
		exchange(HttpMethod.DELETE, path(), null, headers("If-Match", "\"r1\""));
		var other = "/api/projects/" + this.slug + "-2";
		exchange(HttpMethod.PUT, other, document("A tunnel"), headers("If-None-Match", "*"));
		var renamed = exchange(HttpMethod.POST, other + "/rename", Map.of("slug", this.slug),
				headers("If-Match", "\"r1\""));
		assertThat(renamed.getStatus().value()).isEqualTo(200);
		assertThat(publicTitle()).isEqualTo("A tunnel");
		assertThat(body(get(path() + "/revisions")).get("revisions")).hasSize(2);
		// what was there can be restored, beside what is there now
		var aside = slugs("/api/projects?view=deleted").stream()
			.filter((name) -> name.startsWith(this.slug + "-deleted-"))
			.findFirst()
			.orElseThrow();
		var restored = exchange(HttpMethod.POST, "/api/projects/" + aside + "/revisions/1/restore", null,
				headers("If-Match", "\"r3\""));
		assertThat(body(restored).get("document").get("title").asString()).isEqualTo("A bridge");
		assertThat(publicTitle()).isEqualTo("A tunnel");
	}

	@Test
	void renamingKeepsADraftADraft() {
		create(document("A bridge"));
		draft(document("A longer bridge"), "\"r1\"");
		var other = this.slug + "-2";
		assertThat(body(post("rename", "\"r2\"", Map.of("slug", other))).get("state").asString()).isEqualTo("changed");
		this.http.get().uri("/api/projects/" + other).exchange().expectBody().jsonPath("$.title").isEqualTo("A bridge");
	}

	@Test
	void aNameIsNotGivenTwice() {
		create(document("A bridge"));
		for (var taken : List.of("kiln", this.slug)) {
			var renamed = post("rename", "\"r1\"", Map.of("slug", taken));
			assertThat(renamed.getStatus().value()).isEqualTo(409);
			assertThat(type(renamed)).isEqualTo("slug-taken");
		}
		assertThat(owners().get("revision").asInt()).isEqualTo(1);
	}

	@RepeatedTest(5)
	void whoWantEachOthersNamesAreBothRefused() {
		create(document("A bridge"));
		var other = this.slug + "-2";
		exchange(HttpMethod.PUT, "/api/projects/" + other, document("A tunnel"), headers("If-None-Match", "*"));
		var statuses = Flux.just(Map.entry(this.slug, other), Map.entry(other, this.slug))
			.flatMap((names) -> rename(names.getKey(), names.getValue()))
			.collectList()
			.block(PATIENCE);
		assertThat(statuses).containsExactly(409, 409);
		assertThat(publicTitle()).isEqualTo("A bridge");
	}

	private Mono<Integer> rename(String slug, String to) {
		return client().post()
			.uri("/api/projects/%s/rename".formatted(slug))
			.header("Authorization", this.tokens.bearer("content:write"))
			.header("If-Match", "\"r1\"")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("slug", to))
			.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value()));
	}

	/**
	 * Who loads files locks what is there in the order in which it came. One who holds
	 * the earlier has to get the later: a rename that waits for the earlier must not have
	 * it.
	 */
	@Test
	void renamingLocksInTheOrderOfAllOthers() throws Exception {
		create(document("A bridge"));
		exchange(HttpMethod.DELETE, path(), null, headers("If-Match", "\"r1\""));
		var later = this.slug + "-2";
		exchange(HttpMethod.PUT, "/api/projects/" + later, document("A tunnel"), headers("If-None-Match", "*"));
		CompletableFuture<Integer> renamed;
		try (var others = connect(); var statement = others.createStatement()) {
			others.setAutoCommit(false);
			statement.execute("select from content_item where slug = '%s' for update".formatted(this.slug));
			renamed = rename(later, this.slug).toFuture();
			await().atMost(PATIENCE).until(this::somebodyWaits);
			statement.execute("select from content_item where slug = '%s' for update nowait".formatted(later));
			others.rollback();
		}
		assertThat(renamed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
		assertThat(publicTitle()).isEqualTo("A tunnel");
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.postgres.jdbcUrl(), this.postgres.user(), this.postgres.password());
	}

	private boolean somebodyWaits() {
		return Boolean.TRUE.equals(this.database.sql("""
				select count(*) > 0 from pg_stat_activity
				where datname = current_database() and wait_event_type = 'Lock'
				""").mapValue(Boolean.class).one().block(PATIENCE));
	}

	@Test
	void aDeadlockIsNoNameThatIsTaken() throws Exception {
		create(document("A bridge"));
		var other = this.slug + "-2";
		try (var others = connect(); var statement = others.createStatement()) {
			// a sequence remembers what is rolled back
			statement.execute("create sequence deadlocks");
			statement.execute("""
					create function deadlock_once() returns trigger language plpgsql as $$
					begin
						if nextval('deadlocks') = 1 then
							raise exception 'deadlock detected' using errcode = '40P01';
						end if;
						return new;
					end
					$$""");
			statement.execute("""
					create trigger deadlock_once before update on content_item
						for each row when (new.slug = '%s') execute function deadlock_once()""".formatted(other));
			try {
				assertThat(post("rename", "\"r1\"", Map.of("slug", other)).getStatus().value()).isEqualTo(200);
			}
			finally {
				statement.execute("drop function deadlock_once cascade");
				statement.execute("drop sequence deadlocks");
			}
		}
		expectMoved(this.slug, other);
		assertThat(body(get("/api/projects/" + other + "/revisions")).get("revisions")).hasSize(2);
	}

	@Test
	void anOrderAndManyChangesLeaveEveryRevision() {
		create(document("A bridge"));
		var all = slugs("/api/projects?view=owner");
		var orders = Flux.range(0, 6)
			.concatMap((turn) -> client().put()
				.uri("/api/projects/order")
				.header("Authorization", this.tokens.bearer("content:write"))
				.header("If-Match", "*")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue((turn % 2 == 0) ? all.reversed() : all)
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value())));
		var changes = Flux.range(0, 12)
			.concatMap((turn) -> client().put()
				.uri(path())
				.header("Authorization", this.tokens.bearer("content:write"))
				.header("If-Match", "*")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue(document("Turn " + turn))
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value())));
		assertThat(Flux.merge(orders, changes).collectList().block(PATIENCE)).hasSize(18).containsOnly(200);
		var head = owners().get("revision").asInt();
		assertThat(body(get(path() + "/revisions")).get("revisions")).hasSize(head);
		assertThat(publicTitle()).isEqualTo("Turn 11");
	}

	@Test
	void putsAllIntoAnOrder() {
		create(document("A bridge"));
		draft(document("A longer bridge"), "\"r1\"");
		var all = slugs("/api/projects?view=owner");
		var order = Stream.concat(Stream.of(this.slug), all.stream().filter((slug) -> !slug.equals(this.slug)))
			.toList();
		assertThat(order(order).getStatus().value()).isEqualTo(200);
		assertThat(slugs("/api/projects?view=owner")).isEqualTo(order);
		var visible = body(get("/api/projects")).valueStream()
			.map((project) -> project.get("slug").asString())
			.toList();
		assertThat(order).containsSubsequence(visible);
		assertThat(visible).startsWith(this.slug);
		// what waits goes on waiting
		assertThat(publicTitle()).isEqualTo("A bridge");
		assertThat(owners().get("state").asString()).isEqualTo("changed");
		assertThat(owners().get("document").get("title").asString()).isEqualTo("A longer bridge");
		var before = owners().get("revision").asInt();
		var mark = this.events.mark();
		order(order);
		assertThat(owners().get("revision").asInt()).isEqualTo(before);
		assertThat(this.events.since(mark)).isEmpty();
	}

	@Test
	void anOrderIsMadeFromTheOneThatWasSeen() {
		create(document("A bridge"));
		var seen = get("/api/projects/order");
		var all = slugs("/api/projects?view=owner");
		assertThat(names(seen)).isEqualTo(all);
		var tag = Objects.requireNonNull(seen.getResponseHeaders().getETag());
		var unseen = exchange(HttpMethod.PUT, "/api/projects/order", all, Map.of());
		assertThat(unseen.getStatus().value()).isEqualTo(428);
		assertThat(type(unseen)).isEqualTo("precondition-required");
		// what documents say is no part of their order
		put(document("A longer bridge"), "\"r1\"");
		assertThat(get("/api/projects/order").getResponseHeaders().getETag()).isEqualTo(tag);
		var moved = order(all.reversed(), tag);
		assertThat(moved.getStatus().value()).isEqualTo(200);
		var now = get("/api/projects/order");
		assertThat(names(now)).isEqualTo(all.reversed());
		assertThat(moved.getResponseHeaders().getETag()).isEqualTo(now.getResponseHeaders().getETag())
			.isNotEqualTo(tag);
		var stale = order(all, tag);
		assertThat(stale.getStatus().value()).isEqualTo(412);
		assertThat(type(stale)).isEqualTo("changed-meanwhile");
		assertThat(stale.getResponseHeaders().getETag()).isEqualTo(now.getResponseHeaders().getETag());
		assertThat(body(stale).get("current")).isEqualTo(JSON.valueToTree(all.reversed()));
		assertThat(names(get("/api/projects/order"))).isEqualTo(all.reversed());
		assertThat(order(all, tag.replace("\"", "")).getStatus().value()).isEqualTo(400);
	}

	@Test
	void ofManyWhoSawTheSameOrderOneWins() {
		create(document("A bridge"));
		var seen = get("/api/projects/order");
		var all = names(seen);
		var statuses = Flux.range(1, all.size() - 1).flatMap((distance) -> {
			var turned = new ArrayList<>(all);
			Collections.rotate(turned, distance);
			return client().put()
				.uri("/api/projects/order")
				.header("Authorization", this.tokens.bearer("content:write"))
				.header("If-Match", seen.getResponseHeaders().getETag())
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue(turned)
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value()));
		}).collectList().block(PATIENCE);
		assertThat(statuses).hasSizeGreaterThan(1).containsOnlyOnce(200).containsOnly(200, 412);
	}

	@Test
	void anOrderNamesEachOnce() {
		create(document("A bridge"));
		var all = slugs("/api/projects?view=owner");
		for (var wrong : List.of(List.of(this.slug), Stream.concat(all.stream(), Stream.of("nobody")).toList(),
				Stream.concat(all.stream(), Stream.of(this.slug)).toList())) {
			assertThat(order(wrong).getStatus().value()).isEqualTo(422);
		}
		assertThat(slugs("/api/projects?view=owner")).isEqualTo(all);
	}

	@Test
	void whatFailsLeavesNothing() {
		this.database.sql("alter table project add constraint no_bombs check (title <> 'Bomb')").then().block(PATIENCE);
		create(document("A bridge"));
		assertThat(put(document("Bomb"), "\"r1\"").getStatus().value()).isEqualTo(500);
		assertThat(owners().get("revision").asInt()).isEqualTo(1);
		assertThat(publicTitle()).isEqualTo("A bridge");
		assertThat(told()).containsExactly("published projects/" + this.slug);
	}

	@Test
	void publishesWhenItIsTime() {
		draft(document("A bridge"), null);
		var at = Instant.now().plusSeconds(2).toString();
		var scheduled = post("publish", "\"r1\"", Map.of("at", at));
		assertThat(body(scheduled).get("state").asString()).isEqualTo("scheduled");
		assertThat(publicStatus()).isEqualTo(404);
		await().atMost(PATIENCE).until(() -> publicStatus() == 200);
		assertThat(owners().get("state").asString()).isEqualTo("published");
		assertThat(body(get(path() + "/revisions")).get("revisions").get(0).get("author").asString())
			.isEqualTo("schedule");
		assertThat(told()).containsExactly("published projects/" + this.slug);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2020-01-01T00:00:00Z", "9999-01-01T00:00:00Z" })
	void refusesTimesThatCannotBeMeant(String at) {
		draft(document("A bridge"), null);
		var scheduled = post("publish", "\"r1\"", Map.of("at", at));
		assertThat(scheduled.getStatus().value()).isEqualTo(422);
		assertThat(body(scheduled).get("errors").get(0).get("field").asString()).isEqualTo("at");
	}

	@Test
	void takesBackWhatIsScheduled() {
		draft(document("A bridge"), null);
		post("publish", "\"r1\"", Map.of("at", Instant.now().plusSeconds(3600).toString()));
		var back = exchange(HttpMethod.DELETE, path() + "/publish", null, headers("If-Match", "\"r2\""));
		assertThat(body(back).get("state").asString()).isEqualTo("draft");
		assertThat(body(back).has("publishAt")).isFalse();
	}

	@Test
	void showsATextAsTheSiteDoes() {
		var document = document("");
		document.put("body", "# A\n<script>alert(1)</script>\n\n[x](javascript:alert(1))");
		var preview = exchange(HttpMethod.POST, "/api/projects/preview", document, Map.of());
		assertThat(preview.getStatus().value()).isEqualTo(200);
		assertThat(body(preview).get("html").asString()).contains("<h1 id=\"a\">A</h1>", "&lt;script&gt;")
			.doesNotContain("<script", "javascript:");
	}

	@Test
	void whatWasLoadedBeforeThereWereRevisionsGetsAFirstOne() {
		this.database.sql("""
				insert into project (slug, position, title, company, year, summary, stack, body, content_hash)
				values (:slug, 3, 'A bridge', 'Acme', 2020, 'Summary', array['Steel'], 'Text.', 'hash')""")
			.bind("slug", this.slug)
			.then()
			.block(PATIENCE);
		this.database
			.inConnection((connection) -> ScriptUtils.executeSqlScript(connection,
					new ClassPathResource("db/migration/R__revisions_of_projects.sql")))
			.block(PATIENCE);
		assertThat(owners().get("state").asString()).isEqualTo("published");
		var expected = document("A bridge");
		expected.put("order", 3);
		assertThat(owners().get("document")).isEqualTo(JSON.valueToTree(expected));
		assertThat(body(get(path() + "/revisions")).get("revisions").get(0).get("author").asString()).isEqualTo("file");
		assertThat(told()).isEmpty();
	}

	private void expectMoved(String from, String to) {
		this.http.get()
			.uri("/api/projects/" + from)
			.exchange()
			.expectStatus()
			.isEqualTo(308)
			.expectHeader()
			.location("/api/projects/" + to)
			.expectHeader()
			.valueEquals("Cache-Tag", "projects/%s, projects/%s".formatted(from, to))
			.expectHeader()
			.exists("CDN-Cache-Control");
	}

	private Map<String, Object> document(String title) {
		var document = new LinkedHashMap<String, Object>();
		document.put("title", title);
		document.put("company", "Acme");
		document.put("year", 2020);
		document.put("summary", "Summary");
		document.put("stack", List.of("Steel"));
		document.put("order", 9);
		document.put("body", "Text.");
		return document;
	}

	private String path() {
		return "/api/projects/" + this.slug;
	}

	private EntityExchangeResult<byte[]> create(Map<String, Object> document) {
		return exchange(HttpMethod.PUT, path(), document, headers("If-None-Match", "*"));
	}

	private EntityExchangeResult<byte[]> put(Map<String, Object> document, String match) {
		return exchange(HttpMethod.PUT, path(), document, headers("If-Match", match));
	}

	private EntityExchangeResult<byte[]> draft(Map<String, Object> document, @Nullable String match) {
		return exchange(HttpMethod.PUT, path() + "?draft=true", document,
				(match != null) ? headers("If-Match", match) : headers("If-None-Match", "*"));
	}

	private EntityExchangeResult<byte[]> post(String action, @Nullable String match, @Nullable Object body) {
		return exchange(HttpMethod.POST, path() + '/' + action, body, headers("If-Match", match));
	}

	private EntityExchangeResult<byte[]> order(List<String> slugs) {
		return order(slugs, "*");
	}

	private EntityExchangeResult<byte[]> order(List<String> slugs, String match) {
		return exchange(HttpMethod.PUT, "/api/projects/order", slugs, headers("If-Match", match));
	}

	private static List<String> names(EntityExchangeResult<byte[]> order) {
		return body(order).valueStream().map(JsonNode::asString).toList();
	}

	private EntityExchangeResult<byte[]> get(String uri) {
		return exchange(HttpMethod.GET, uri, null, Map.of());
	}

	private JsonNode owners() {
		return body(get(path() + "?view=owner"));
	}

	private List<String> slugs(String uri) {
		return body(get(uri)).valueStream().map((item) -> item.get("slug").asString()).toList();
	}

	private EntityExchangeResult<byte[]> exchange(HttpMethod method, String uri, @Nullable Object body,
			Map<String, String> headers) {
		var request = this.http.method(method).uri(uri).headers((sent) -> {
			sent.set("Authorization", this.tokens.bearer("content:read", "content:write"));
			headers.forEach(sent::set);
		});
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(JSON.writeValueAsBytes(body));
		}
		return request.exchange().expectBody().returnResult();
	}

	private static Map<String, String> headers(@Nullable String... pairs) {
		var headers = new LinkedHashMap<String, String>();
		for (int i = 0; i < pairs.length; i += 2) {
			if (pairs[i + 1] != null) {
				headers.put(pairs[i], pairs[i + 1]);
			}
		}
		return headers;
	}

	private static JsonNode body(EntityExchangeResult<byte[]> result) {
		return JSON.readTree(Objects.requireNonNull(result.getResponseBody()));
	}

	private static String type(EntityExchangeResult<byte[]> result) {
		return body(result).get("type").asString().replaceFirst(".*/", "");
	}

	private WebClient client() {
		return WebClient.create("http://localhost:" + this.port);
	}

	private int publicStatus() {
		return this.http.get().uri(path()).exchange().expectBody().returnResult().getStatus().value();
	}

	private String publicTitle() {
		return body(this.http.get().uri(path()).exchange().expectStatus().isOk().expectBody().returnResult())
			.get("title")
			.asString();
	}

	private List<String> told() {
		return this.events.since(this.mark)
			.stream()
			.map((event) -> "%s %s"
				.formatted(event.headers().get("ce_type").replaceFirst(".*content\\.(\\w+)\\.v1", "$1"), event.key()))
			.toList();
	}

}
