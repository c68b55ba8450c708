package dev.akshay.portfolio.contact.inbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.akshay.portfolio.contact.ContactTest;
import dev.akshay.portfolio.contact.receipt.Receipts;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ContactTest
class InboxIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String MESSAGES = "/api/contact/messages";

	private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

	@Autowired
	private WebTestClient client;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private Receipts receipts;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private JsonMapper json;

	@LocalServerPort
	private int port;

	/** Stands in all messages of a test, and in no others. */
	private final String mark = "zq" + UUID.randomUUID().toString().replace("-", "");

	private final Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	@ParameterizedTest
	@EnumSource
	void isTheOwnersAlone(Action action) {
		Stream
			.<Function<String, String>>of((_) -> "", (_) -> "Bearer nonsense", (_) -> "Bearer pf_1_secret",
					this.tokens::expired, this.tokens::forAnother, this.tokens::ofAnother, this.tokens::forged,
					this.tokens::unsigned, this.tokens::confused)
			.map((credentials) -> credentials.apply(action.scope))
			.forEach((credentials) -> {
				var answer = send(action.method, action.path, null, credentials, Map.of());
				assertThat(answer.getStatus().value()).as(credentials).isEqualTo(401);
				assertThat(problem(answer)).isEqualTo("owner-only");
				assertThat(answer.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
			});
	}

	@ParameterizedTest
	@EnumSource
	void asksForTheRightScope(Action action) {
		var others = Stream.of("content:read", "content:write", "inbox:read", "inbox:write", "audit:read")
			.filter((scope) -> !scope.equals(action.scope))
			.toArray(String[]::new);
		var refused = send(action.method, action.path, null, this.tokens.bearer(others), Map.of());
		assertThat(refused.getStatus().value()).isEqualTo(403);
		assertThat(problem(refused)).isEqualTo("scope-missing");
		assertThat(body(refused).path("detail").asString()).contains(action.scope);
		var admitted = send(action.method, action.path, null, this.tokens.bearer(action.scope), Map.of());
		assertThat(admitted.getStatus().value()).isNotIn(401, 403).isLessThan(500);
		assertThat(admitted.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
	}

	@Test
	void visitorsGoOnLeavingMessages() {
		leave("Ada", "ada@example.org", "Hello " + this.mark, "How?");
		assertThat(ids(list("?q=" + this.mark))).hasSize(1);
	}

	@Test
	void listsTheNewestFirstAndTheirBeginnings() {
		var old = stored("new", 2, "  Old\r\n\tnews " + "long ".repeat(100) + "its end");
		var young = stored("read", 1, "Young");
		var page = list("?limit=200");
		assertThat(ids(page)).containsSubsequence(young.toString(), old.toString());
		var item = itemOf(page, old);
		assertThat(item.propertyNames()).containsExactlyInAnyOrder("id", "name", "email", "subject", "excerpt",
				"receivedAt", "state", "suspect", "suspicions", "etag");
		assertThat(item.path("excerpt").asString()).startsWith("Old news long").endsWith("…").hasSizeLessThan(165);
		assertThat(item.path("state").asString()).isEqualTo("new");
		assertThat(item.path("etag").asString()).isEqualTo("\"m1\"");
		assertThat(page.toString()).doesNotContain("its end");
	}

	@ParameterizedTest
	@CsvSource({ "state=new, 1 3", "state=spam, 2 4", "suspect=true, 3 4", "suspect=false, 1 2",
			"state=spam&suspect=true, 4", "state=archived, ''", "state=new&limit=1, 1" })
	void choosesByStateAndMark(String choice, String expected) {
		var all = List.of(stored("new", 1, "one", false), stored("spam", 2, "two", false),
				stored("new", 3, "three", true), stored("spam", 4, "four", true));
		assertThat(ids(list("?q=" + this.mark + '&' + choice))).isEqualTo(Stream.of(expected.split(" "))
			.filter((number) -> !number.isEmpty())
			.map((number) -> all.get(Integer.parseInt(number) - 1).toString())
			.toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&state=new", "&suspect=true" })
	void staysInPlaceWhileMessagesComeIn(String choice) {
		// some at the same time
		var stored = IntStream.range(0, 9).mapToObj((index) -> stored("new", index / 3, "n" + index, true)).toList();
		var seen = new ArrayList<String>();
		var query = "?limit=2&q=" + this.mark + choice;
		var page = list(query);
		for (var more = true; more;) {
			assertThat(ids(page)).hasSizeLessThanOrEqualTo(2);
			seen.addAll(ids(page));
			more = page.hasNonNull("next");
			stored("new", -seen.size(), "newer", true);
			page = more ? list(query + "&before=" + page.path("next").asString()) : page;
		}
		assertThat(seen).doesNotHaveDuplicates()
			.containsExactlyInAnyOrderElementsOf(stored.stream().map(UUID::toString).toList());
	}

	@Test
	void goesThroughAllMessagesWithoutASearch() {
		var stored = IntStream.range(0, 5).mapToObj((index) -> stored("replied", index, "n" + index)).toList();
		var seen = new ArrayList<String>();
		var page = list("?limit=2&state=replied");
		seen.addAll(ids(page));
		while (page.hasNonNull("next")) {
			page = list("?limit=2&state=replied&before=" + page.path("next").asString());
			seen.addAll(ids(page));
		}
		assertThat(seen).doesNotHaveDuplicates().containsSubsequence(stored.stream().map(UUID::toString).toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "100%", "a_b", "c:\\temp", "it's", "\"quoted\"", "'; drop table message; --", "%", "_",
			"\\", "$1", ":pattern", "<b>", "a+b & c?", "ünï" })
	void findsWildcardsAndQuotesAsTheyAre(String words) {
		var found = stored("new", 1, "before " + words + " behind");
		stored("new", 2, "100x a-b c:/temp its quoted 1 b u");
		var ids = ids(list("?state=new&limit=200&q={q}", words));
		assertThat(ids).contains(found.toString());
		assertThat(list("?q={q}", this.mark + " before " + words + " behind" + words).path("messages")).isEmpty();
		assertThat(ids(list("?limit=200&q={q}", "before " + words + " behind"))).contains(found.toString());
	}

	@Test
	void takesNoWildcardForOne() {
		var first = stored("new", 1, "percent 100% of it");
		stored("new", 2, "percent 1000 of it");
		assertThat(ids(list("?q={q}", "subject " + this.mark))).hasSize(2);
		assertThat(ids(list("?q={q}", "100% of"))).contains(first.toString());
		assertThat(ids(list("?q={q}", this.mark.substring(0, 10) + '%'))).isEmpty();
		assertThat(ids(list("?q={q}", this.mark.replace(this.mark.charAt(5), '_')))).isEmpty();
	}

	@Test
	void searchesEverythingThatWasWritten() {
		leave("Name " + this.mark, "ada@example.org", null, "How?");
		leave("Ada", this.mark + "@example.org", null, "How?");
		leave("Ada", "ada@example.org", "Subject " + this.mark, "How?");
		leave("Ada", "ada@example.org", null, "Body " + this.mark);
		assertThat(ids(list("?q=" + this.mark))).hasSize(4);
		assertThat(ids(list("?q= " + this.mark.toUpperCase(Locale.ROOT) + ' '))).hasSize(4);
		assertThat(ids(list("?q=body " + this.mark))).hasSize(1);
	}

	@Test
	void looksThroughABoundedNumberAtATime() {
		var needle = stored("archived", 10_000_000, "needle", false);
		this.database.sql("""
				insert into message (id, name, email, body, received_at, state)
				select gen_random_uuid(), 'Hay', 'hay@example.org', 'hay', '2020-01-01T00:00:00Z'::timestamptz
					+ n * interval '1 s', 'archived'
				from generate_series(1, :rows) as n
				""").bind("rows", InboxMessages.LOOKED_THROUGH + 50).then().block(PATIENCE);
		try {
			this.database.sql("update message set received_at = '2019-01-01T00:00:00Z' where id = :id")
				.bind("id", needle)
				.then()
				.block(PATIENCE);
			var page = list("?state=archived&q=" + this.mark);
			assertThat(ids(page)).isEmpty();
			assertThat(page.hasNonNull("next")).isTrue();
			assertThat(page.path("counts").path("archived").asInt()).isEqualTo(10_000);
			page = list("?state=archived&q=" + this.mark + "&before=" + page.path("next").asString());
			assertThat(ids(page)).containsExactly(needle.toString());
			assertThat(page.hasNonNull("next")).isFalse();
		}
		finally {
			this.database.sql("delete from message where name = 'Hay'").then().block(PATIENCE);
		}
	}

	@Test
	void readsAListFromTheIndex() {
		this.database.sql("""
				insert into message (id, name, email, body, received_at, suspicions)
				select gen_random_uuid(), 'Straw', 'straw@example.org', 'straw', now() - n * interval '1 s',
					case when n % 3 = 0 then array['NO_PROOF'] else array[]::text[] end
				from generate_series(1, 20000) as n
				""").then().block(PATIENCE);
		try {
			this.database.sql("analyze message").then().block(PATIENCE);
			for (var sql : List.of(InboxMessages.ALL, InboxMessages.SEARCH)) {
				var spec = this.database.sql("explain " + sql)
					.bind("states", new String[] { "new", "read", "spam" })
					.bind("suspect", new Boolean[] { true, false })
					.bind("beforeTime", this.time)
					.bind("beforeId", UUID.randomUUID())
					.bind("looked", 51)
					.bind("limit", 51);
				var plan = String.join("\n",
						Objects.requireNonNull((sql.equals(InboxMessages.SEARCH) ? spec.bind("pattern", "%x%") : spec)
							.mapValue(String.class)
							.all()
							.collectList()
							.block(PATIENCE)));
				assertThat(plan).contains("using message_inbox on message").doesNotContain("Seq Scan on message");
			}
		}
		finally {
			this.database.sql("delete from message where name = 'Straw'").then().block(PATIENCE);
		}
	}

	@Test
	void countsByStateAndMark() {
		var before = list("?limit=1").path("counts");
		assertThat(before.propertyNames()).containsExactly("new", "read", "replied", "archived", "spam", "suspect");
		stored("new", 1, "one", true);
		stored("new", 2, "two", false);
		stored("spam", 3, "three", true);
		var after = list("?limit=1&state=read").path("counts");
		assertThat(difference(before, after, "new")).isEqualTo(2);
		assertThat(difference(before, after, "spam")).isEqualTo(1);
		assertThat(difference(before, after, "suspect")).isEqualTo(2);
		assertThat(difference(before, after, "read")).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "state=unknown, 400, state", "state=NEW, 400, state", "state=, 400, state",
			"state=new&state=read, 400, state", "suspect=yes, 400, suspect", "suspect=, 400, suspect",
			"limit=0, 422, limit", "limit=201, 422, limit", "limit=-1, 422, limit", "limit=ten, 400, limit",
			"limit=99999999999, 400, limit", "limit=, 400, limit", "before=x, 400, before", "before=, 400, before",
			"before=%00, 400, before", "before=__________________________________________8, 400, before",
			"before=f_______________________________, 400, before",
			"before=________________________________, 400, before", "q=%00, 422, q", "q=a%0Ab, 422, q" })
	void namesTheParameterThatIsWrong(String query, int status, String field) {
		var answer = send(HttpMethod.GET, URI.create("http://localhost:" + this.port + MESSAGES + '?' + query), read());
		assertThat(answer.getStatus().value()).isEqualTo(status);
		assertThat(body(answer).path("errors").path(0).path("field").asString()).isEqualTo(field);
	}

	@Test
	void searchesForNothingTooLong() {
		var answer = get(MESSAGES + "?q=" + "x".repeat(101));
		assertThat(answer.getStatus().value()).isEqualTo(422);
		assertThat(list("?q=" + "x".repeat(100)).path("messages")).isEmpty();
	}

	@Test
	void tellsTheWholeMessageAndItsWay() {
		leave("Ada", "ada@example.org", "A question", "How? " + this.mark + "\nThanks");
		var id = ids(list("?q=" + this.mark)).getFirst();
		await().atMost(PATIENCE).until(() -> events(id).contains("published"));
		this.kafka
			.send(SampleEvent.of("message-parked.v1")
				.about(id, UUID.randomUUID().toString())
				.with("parkedAt", later(1))
				.toSend())
			.join();
		await().atMost(PATIENCE).until(() -> events(id).contains("parked"));
		this.receipts.redriven(UUID.fromString(id), Instant.parse(later(2))).block(PATIENCE);
		this.kafka
			.send(SampleEvent.of("message-parked.v1")
				.about(id, UUID.randomUUID().toString())
				.with("parkedAt", later(3))
				.with("reason", "still away")
				.toSend())
			.join();
		await().atMost(PATIENCE).until(() -> events(id).size() == 5);
		this.kafka
			.send(SampleEvent.of("message-delivered.v1")
				.about(id, UUID.randomUUID().toString())
				.with("deliveredAt", later(4))
				.toSend())
			.join();
		await().atMost(PATIENCE).until(() -> events(id).contains("delivered"));
		var answer = get(MESSAGES + '/' + id);
		assertThat(answer.getResponseHeaders().getETag()).isEqualTo("\"m1\"");
		var message = body(answer);
		assertThat(message.path("body").asString()).isEqualTo("How? " + this.mark + "\nThanks");
		assertThat(message.path("suspect").asBoolean()).isTrue();
		assertThat(message.path("suspicions").path(0).asString()).isEqualTo("NO_PROOF");
		assertThat(message.path("reply").asString())
			.startsWith("mailto:ada@example.org?subject=Re%3A%20A%20question&body=");
		assertThat(message.path("etag").asString()).isEqualTo("\"m1\"");
		assertThat(message.path("delivery").path("traceId").asString()).matches("[0-9a-f]{32}");
		var steps = message.path("delivery").path("steps");
		assertThat(steps.findValuesAsString("event")).containsExactly("received", "published", "parked", "redriven",
				"parked", "delivered");
		assertThat(steps.findValuesAsString("at").stream().map(Instant::parse)).isSorted();
		assertThat(steps.path(4).path("reason").asString()).isEqualTo("still away");
		assertThat(steps.path(2).path("reason").asString()).isNotBlank();
	}

	@Test
	void knowsNoOtherMessage() {
		var unknown = MESSAGES + '/' + UUID.randomUUID();
		assertThat(problem(get(unknown))).isEqualTo("unknown-message");
		assertThat(patch(UUID.randomUUID(), "{\"state\": \"read\"}", "*").getStatus().value()).isEqualTo(404);
		assertThat(delete(UUID.randomUUID(), "*").getStatus().value()).isEqualTo(404);
		var answer = get(MESSAGES + "/7");
		assertThat(answer.getStatus().value()).isEqualTo(400);
		assertThat(body(answer).path("errors").path(0).path("field").asString()).isEqualTo("id");
	}

	@Test
	void changesStateAndMark() {
		var id = stored("new", 1, "text", true);
		var first = patch(id, "{\"state\": \"replied\"}", "\"m1\"");
		assertThat(first.getStatus().value()).isEqualTo(200);
		assertThat(first.getResponseHeaders().getETag()).isEqualTo("\"m2\"");
		assertThat(body(first).path("state").asString()).isEqualTo("replied");
		assertThat(body(first).path("suspect").asBoolean()).isTrue();
		var second = patch(id, "{\"suspect\": false}", "\"m2\"");
		assertThat(body(second).path("state").asString()).isEqualTo("replied");
		assertThat(body(second).path("suspect").asBoolean()).isFalse();
		assertThat(body(second).path("suspicions")).hasSize(1);
		// nothing to do is no change
		var third = patch(id, "{\"state\": \"replied\", \"suspect\": false}", "\"m3\", \"m7\"");
		assertThat(third.getStatus().value()).isEqualTo(200);
		assertThat(third.getResponseHeaders().getETag()).isEqualTo("\"m3\"");
		assertThat(itemOf(list("?state=replied&suspect=false&q=" + this.mark), id).path("etag").asString())
			.isEqualTo("\"m3\"");
	}

	@Test
	void asksNobodyWhatWasSeen() {
		var id = stored("new", 1, "text");
		var read = patch(id, "{\"state\": \"read\"}", null);
		assertThat(read.getStatus().value()).isEqualTo(200);
		assertThat(body(read).path("state").asString()).isEqualTo("read");
		// the gateway calls the tag of what it compresses a weak one
		assertThat(patch(id, "{\"state\": \"replied\"}", "W/\"m2\"").getStatus().value()).isEqualTo(200);
		assertThat(delete(id, null).getStatus().value()).isEqualTo(204);
	}

	@Test
	void changesNothingThatWasSeenOtherwise() {
		var id = stored("new", 1, "text");
		for (var stale : List.of("\"m0\"", "W/\"m2\"", "\"r1\"")) {
			var refused = patch(id, "{\"state\": \"read\"}", stale);
			assertThat(refused.getStatus().value()).as(stale).isEqualTo(412);
			assertThat(problem(refused)).isEqualTo("changed-meanwhile");
			assertThat(body(refused).path("current").path("etag").asString()).isEqualTo("\"m1\"");
			assertThat(body(refused).path("current").path("id").asString()).isEqualTo(id.toString());
			assertThat(refused.getResponseHeaders().getETag()).isEqualTo("\"m1\"");
			assertThat(delete(id, stale).getStatus().value()).isEqualTo(412);
		}
		for (var malformed : List.of("m1", "\"m1", "")) {
			assertThat(patch(id, "{\"state\": \"read\"}", malformed).getStatus().value()).as(malformed).isEqualTo(400);
		}
		assertThat(body(get(MESSAGES + '/' + id)).path("state").asString()).isEqualTo("new");
	}

	@Test
	void letsOneOfManyChangeAVersion() {
		var id = stored("new", 1, "text");
		var statuses = Flux.just("read", "replied", "archived", "spam", "read", "spam")
			.flatMap((state) -> WebClient.create("http://localhost:" + this.port)
				.patch()
				.uri(MESSAGES + '/' + id)
				.header(HttpHeaders.AUTHORIZATION, write())
				.header(HttpHeaders.IF_MATCH, "\"m1\"")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue("{\"state\": \"%s\"}".formatted(state))
				.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value())))
			.collectList()
			.block(PATIENCE);
		assertThat(statuses).containsOnlyOnce(200).hasSize(6).containsOnly(200, 412);
		assertThat(body(get(MESSAGES + '/' + id)).path("etag").asString()).isEqualTo("\"m2\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"state": "gone"}                   | 400 | state
			{"state": "NEW"}                    | 400 | state
			{"state": ""}                       | 400 | state
			{"state": 1}                        | 400 | state
			{"state": true}                     | 400 | state
			{"state": ["read"]}                 | 400 | state
			{"state": {"name": "read"}}         | 400 | state
			{"suspect": "false"}                | 400 | suspect
			{"suspect": 0}                      | 400 | suspect
			{"suspect": ""}                     | 400 | suspect
			{"suspect": []}                     | 400 | suspect
			{"suspect": true}                   | 422 | suspect
			{"state": "read", "suspect": true}  | 422 | suspect
			{}                                  | 422 | state
			{"state": null}                     | 422 | state
			{"state": "read", "name": "Bob"}    | 400 | name
			{"state": "read", "state": "spam"}  | 400 | body
			{"state": "read"} {}                | 400 | body
			["read"]                            | 400 | body
			null                                | 400 | body
			{"state": "read"                    | 400 | body
			""")
	void namesWhatItCannotChange(String change, int status, String field) {
		var id = stored("new", 1, "text");
		var answer = patch(id, change, "\"m1\"");
		assertThat(answer.getStatus().value()).isEqualTo(status);
		assertThat(body(answer).path("errors").path(0).path("field").asString()).isEqualTo(field);
		assertThat(body(get(MESSAGES + '/' + id)).path("etag").asString()).isEqualTo("\"m1\"");
	}

	@Test
	void saysWhichStatesThereAre() {
		assertThat(body(patch(stored("new", 1, "text"), "{\"state\": \"gone\"}", "\"m1\"")).path("detail").asString())
			.isEqualTo("state must be one of new, read, replied, archived, spam");
	}

	@Test
	void leavesNothingOfWhatIsDeleted() {
		leave("Ada " + this.mark, this.mark + "@example.org", "Subject " + this.mark, "Body " + this.mark);
		var id = ids(list("?q=" + this.mark)).getFirst();
		await().atMost(PATIENCE).until(() -> events(id).contains("published"));
		this.kafka
			.send(SampleEvent.of("message-parked.v1")
				.about(id, UUID.randomUUID().toString())
				.with("reason", "550 <%s@example.org> is unknown".formatted(this.mark))
				.toSend())
			.join();
		await().atMost(PATIENCE).until(() -> events(id).contains("parked"));
		assertThat(tablesWithTheMark()).contains("message", "receipt", "delivery_step");
		var deleted = delete(UUID.fromString(id), "\"m1\"");
		assertThat(deleted.getStatus().value()).isEqualTo(204);
		assertThat(deleted.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(tablesWithTheMark()).isEmpty();
		assertThat(get(MESSAGES + '/' + id).getStatus().value()).isEqualTo(404);
		assertThat(delete(UUID.fromString(id), "\"m1\"").getStatus().value()).isEqualTo(404);
		assertThat(ids(list("?q=" + this.mark))).isEmpty();
	}

	@Test
	void whatIsSaidOfADeletedMessageIsNotKept() {
		leave("Ada", "ada@example.org", this.mark, "How?");
		var id = ids(list("?q=" + this.mark)).getFirst();
		assertThat(delete(UUID.fromString(id), "\"m1\"").getStatus().value()).isEqualTo(204);
		this.receipts.redriven(UUID.fromString(id), this.time).block(PATIENCE);
		assertThat(this.database.sql("select count(*) from delivery_step where message_id = :id")
			.bind("id", UUID.fromString(id))
			.mapValue(Long.class)
			.one()
			.block(PATIENCE)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
			"x?bcc=all@example.org&subject=y", "x%0D%0ABcc: all@example.org", "javascript:alert(1)" })
	void answersNobodyButTheSender(String words) {
		leave(words, "ada@example.org", words + ' ' + this.mark, words);
		var id = ids(list("?q=" + this.mark)).getFirst();
		var answer = get(MESSAGES + '/' + id);
		assertThat(answer.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
		assertThat(body(answer).path("name").asString()).isEqualTo(words);
		var mail = ReplyTests.Mail.of(body(answer).path("reply").asString());
		assertThat(mail.to()).isEqualTo("ada@example.org");
		assertThat(mail.subject()).isEqualTo("Re: " + words + ' ' + this.mark);
		assertThat(mail.lines().getLast()).isEqualTo("> " + words);
	}

	private String later(int seconds) {
		return this.time.plusSeconds(60 + seconds).toString();
	}

	private List<String> tablesWithTheMark() {
		var hex = HexFormat.of().formatHex(this.mark.getBytes(StandardCharsets.UTF_8));
		return Objects.requireNonNull(
				this.database.sql("select tablename::text from pg_tables where schemaname = current_schema()")
					.mapValue(String.class)
					.all()
					.collectList()
					.flatMapMany(Flux::fromIterable)
					.filterWhen((table) -> this.database
						.sql("select exists (select from \"%s\" as entry where entry::text ~ '%s|%s')".formatted(table,
								this.mark, hex))
						.mapValue(Boolean.class)
						.one())
					.collectList()
					.block(PATIENCE));
	}

	private UUID stored(String state, int age, String body) {
		return stored(state, age, body, false);
	}

	private UUID stored(String state, int age, String body, boolean suspect) {
		var id = UUID.randomUUID();
		this.database.sql("""
				insert into message (id, name, email, subject, body, received_at, state, suspicions)
				values (:id, 'Ada', 'ada@example.org', :subject, :body, :time, :state, :suspicions)
				""")
			.bind("id", id)
			.bind("subject", "Subject " + this.mark)
			.bind("body", body)
			.bind("time", this.time.minusSeconds(age))
			.bind("state", state)
			.bind("suspicions", suspect ? new String[] { "NO_PROOF" } : new String[0])
			.then()
			.block(PATIENCE);
		return id;
	}

	private void leave(String name, String email, @Nullable String subject, String body) {
		var message = new LinkedHashMap<String, Object>(Map.of("name", name, "email", email, "body", body));
		if (subject != null) {
			message.put("subject", subject);
		}
		this.client.post()
			.uri(MESSAGES)
			.header("Idempotency-Key", UUID.randomUUID().toString())
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(this.json.writeValueAsString(message))
			.exchange()
			.expectStatus()
			.isAccepted();
	}

	private List<String> events(String id) {
		return body(get(MESSAGES + '/' + id)).path("delivery").path("steps").findValuesAsString("event");
	}

	private static List<String> ids(JsonNode page) {
		return page.path("messages").findValuesAsString("id");
	}

	private static JsonNode itemOf(JsonNode page, UUID id) {
		return page.path("messages")
			.valueStream()
			.filter((item) -> item.path("id").asString().equals(id.toString()))
			.findFirst()
			.orElseThrow();
	}

	private static int difference(JsonNode before, JsonNode after, String name) {
		return after.path(name).asInt() - before.path(name).asInt();
	}

	private JsonNode list(String query, Object... variables) {
		var answer = this.client.get()
			.uri(MESSAGES + query, variables)
			.header(HttpHeaders.AUTHORIZATION, read())
			.exchange()
			.expectBody()
			.returnResult();
		assertThat(answer.getStatus().value()).as(() -> String.valueOf(body(answer))).isEqualTo(200);
		return body(answer);
	}

	private EntityExchangeResult<byte[]> get(String path) {
		return send(HttpMethod.GET, path, null, read(), Map.of());
	}

	private EntityExchangeResult<byte[]> patch(UUID id, String change, @Nullable String match) {
		return send(HttpMethod.PATCH, MESSAGES + '/' + id, change, write(),
				(match != null) ? Map.of(HttpHeaders.IF_MATCH, match) : Map.of());
	}

	private EntityExchangeResult<byte[]> delete(UUID id, @Nullable String match) {
		return send(HttpMethod.DELETE, MESSAGES + '/' + id, null, write(),
				(match != null) ? Map.of(HttpHeaders.IF_MATCH, match) : Map.of());
	}

	private EntityExchangeResult<byte[]> send(HttpMethod method, URI address, String credentials) {
		return this.client.method(method)
			.uri(address)
			.header(HttpHeaders.AUTHORIZATION, credentials)
			.exchange()
			.expectBody()
			.returnResult();
	}

	private EntityExchangeResult<byte[]> send(HttpMethod method, String path, @Nullable String body, String credentials,
			Map<String, String> headers) {
		var request = this.client.method(method).uri(path).headers((all) -> {
			if (!credentials.isEmpty()) {
				all.set(HttpHeaders.AUTHORIZATION, credentials);
			}
			headers.forEach(all::set);
		});
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
		}
		return request.exchange().expectBody().returnResult();
	}

	private String read() {
		return this.tokens.bearer("inbox:read");
	}

	private String write() {
		return this.tokens.bearerVia("token:ci", "inbox:write");
	}

	private JsonNode body(EntityExchangeResult<byte[]> answer) {
		return this.json.readTree(Objects.requireNonNullElse(answer.getResponseBody(), new byte[0]));
	}

	private String problem(EntityExchangeResult<byte[]> answer) {
		return body(answer).path("type").asString().replace("https://akshay.dev/problems/", "");
	}

	/** Everything that the owner can do here. */
	enum Action {

		LIST(HttpMethod.GET, MESSAGES, "inbox:read"), READ(HttpMethod.GET, MESSAGES + '/' + UNKNOWN, "inbox:read"),
		CHANGE(HttpMethod.PATCH, MESSAGES + '/' + UNKNOWN, "inbox:write"),
		DELETE(HttpMethod.DELETE, MESSAGES + '/' + UNKNOWN, "inbox:write"),
		LIST_DEAD_LETTERS(HttpMethod.GET, "/api/contact/dead-letters", "inbox:read"),
		REDRIVE(HttpMethod.POST, "/api/contact/dead-letters/unknown/redrive", "inbox:write");

		private final HttpMethod method;

		private final String path;

		private final String scope;

		Action(HttpMethod method, String path, String scope) {
			this.method = method;
			this.path = path;
			this.scope = scope;
		}

	}

}
