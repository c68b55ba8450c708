package dev.akshay.portfolio.profile.person;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the owner does with the profile, over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.content.location=../content", "portfolio.editing.schedule=100ms" })
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class ProfileEditingIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final JsonMapper JSON = JsonMapper.shared();

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	private StoredEvents events;

	private long mark;

	@BeforeEach
	void startListening() {
		this.events = new StoredEvents(this.database);
		this.mark = this.events.mark();
	}

	@Test
	void whatIsWrittenIsPublicEverywhere() {
		var before = tag();
		var put = ask(HttpMethod.PUT, "", owners().put("headline", "Builds bridges").toString(), before);
		assertThat(put.getStatus().value()).isEqualTo(200);
		assertThat(put.getResponseHeaders().getETag()).isEqualTo("\"r%d\"".formatted(revisionOf(before) + 1));
		assertThat(body(put).get("state").asString()).isEqualTo("published");
		assertThat(profile().get("headline").asString()).isEqualTo("Builds bridges");
		assertThat(this.http.get()
			.uri("/api/profile/resume.json")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody()).contains("Builds bridges");
		assertThat(this.events.since(this.mark)).extracting(SampleEvent::key).containsExactly("profile");
	}

	@Test
	void aDraftWaitsUntilItIsTime() {
		var visible = profile().get("headline").asString();
		var draft = ask(HttpMethod.PUT, "?draft=true", owners().put("headline", "Later").toString(), tag());
		assertThat(body(draft).get("state").asString()).isEqualTo("changed");
		assertThat(profile().get("headline").asString()).isEqualTo(visible);
		var at = Instant.now().plusSeconds(2);
		var scheduled = ask(HttpMethod.POST, "/publish", "{\"at\": \"%s\"}".formatted(at), tag());
		assertThat(body(scheduled).get("state").asString()).isEqualTo("scheduled");
		await().atMost(PATIENCE).until(() -> profile().get("headline").asString().equals("Later"));
		assertThat(Instant.now()).isAfter(at);
		assertThat(this.events.since(this.mark)).extracting(SampleEvent::key).containsExactly("profile");
	}

	@Test
	void takesBackWhatIsScheduled() {
		ask(HttpMethod.PUT, "?draft=true", owners().put("headline", "Never").toString(), tag());
		ask(HttpMethod.POST, "/publish", "{\"at\": \"%s\"}".formatted(Instant.now().plusSeconds(3600)), tag());
		var back = ask(HttpMethod.DELETE, "/publish", null, tag());
		assertThat(body(back).get("state").asString()).isEqualTo("changed");
	}

	@Test
	void comparesAndRestores() {
		var before = revisionOf(tag());
		var changed = owners();
		((ObjectNode) changed.get("experience").get(0)).put("summary", "One.\nTwo.");
		ask(HttpMethod.PUT, "", changed.toString(), tag());
		var changes = body(ask(HttpMethod.GET, "/revisions/%d/diff/%d".formatted(before, before + 1), null, null))
			.get("changes");
		assertThat(changes).singleElement().satisfies((change) -> {
			assertThat(change.get("field").asString()).isEqualTo("experience[0].summary");
			assertThat(change.get("lines")).isNotEmpty();
		});
		var restored = ask(HttpMethod.POST, "/revisions/%d/restore?publish=true".formatted(before), null, tag());
		assertThat(revisionOf(Objects.requireNonNull(restored.getResponseHeaders().getETag()))).isEqualTo(before + 2);
		assertThat(profile().get("experience").get(0).get("summary").asString()).isNotEqualTo("One.\nTwo.");
		var history = body(ask(HttpMethod.GET, "/revisions", null, null)).get("revisions");
		assertThat(history.get(0).get("action").asString()).isEqualTo("restored");
	}

	@Test
	void showsTheSummaryAsTheSiteDoes() {
		var preview = ask(HttpMethod.POST, "/preview", "{\"summary\": \"*So* <b>x</b>\"}", null);
		assertThat(body(preview).get("html").asString()).isEqualTo("<p><em>So</em> &lt;b&gt;x&lt;/b&gt;</p>\n");
	}

	@Test
	void refusesChangesThatDoNotSayWhatTheySaw() {
		var document = owners().toString();
		assertThat(ask(HttpMethod.PUT, "", document, null).getStatus().value()).isEqualTo(428);
		var stale = ask(HttpMethod.PUT, "", document, "\"r0\"");
		assertThat(stale.getStatus().value()).isEqualTo(412);
		assertThat(body(stale).get("current").get("document")).isEqualTo(JSON.readTree(document));
		assertThat(ask(HttpMethod.PUT, "", document, "r0").getStatus().value()).isEqualTo(400);
		assertThat(this.events.since(this.mark)).isEmpty();
	}

	@Test
	void thereIsAlwaysOne() {
		assertThat(ask(HttpMethod.DELETE, "", null, tag()).getStatus().value()).isEqualTo(405);
		assertThat(ask(HttpMethod.POST, "/unpublish", null, tag()).getStatus().is4xxClientError()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			/name             | null                               | 422 | name
			/name             | ["x"]                              | 400 | name
			/email            | "nobody"                           | 422 | email
			/figures/0        | {"value": 7, "label": "x"}         | 400 | figures[0].value
			/figures/0        | {"value": "7", "label": ""}        | 422 | figures[0].label
			/experience/0     | "a job"                            | 400 | experience[0]
			/experience/0/from | "2020-13"                         | 422 | experience[0].from
			/experience/0/from | 2020                              | 400 | experience[0].from
			/education/0/year | "x"                                | 400 | education[0].year
			/education/0/year | 1                                  | 422 | education[0].year
			/skills           | {}                                 | 400 | skills
			/skills/0/items   | []                                 | 422 | skills[0].items
			/colour           | "red"                              | 400 | colour
			/skills/0/colour  | "red"                              | 400 | skills[0].colour
			""")
	void namesTheFieldThatIsWrong(String pointer, String value, int status, String blamed) {
		var document = owners();
		var end = pointer.lastIndexOf('/');
		var parent = document.at(pointer.substring(0, end));
		if (parent instanceof ObjectNode object) {
			object.set(pointer.substring(end + 1), JSON.readTree(value));
		}
		else {
			((ArrayNode) parent).set(Integer.parseInt(pointer.substring(end + 1)), JSON.readTree(value));
		}
		var answer = ask(HttpMethod.PUT, "", document.toString(), tag());
		assertThat(answer.getStatus().value()).isEqualTo(status);
		assertThat(body(answer).get("errors").valueStream().map((error) -> error.get("field").asString()))
			.containsExactly(blamed);
		assertThat(this.events.since(this.mark)).isEmpty();
	}

	@Test
	void everyTextAndEveryListHasABound() {
		var tag = tag();
		var unbounded = new ArrayList<String>();
		for (var pointer : pointers("", owners())) {
			var document = owners();
			var parent = document.at(pointer.substring(0, pointer.lastIndexOf('/')));
			var name = pointer.substring(pointer.lastIndexOf('/') + 1);
			var endless = endless(document.at(pointer));
			if (parent instanceof ObjectNode object) {
				object.set(name, endless);
			}
			else {
				((ArrayNode) parent).set(Integer.parseInt(name), endless);
			}
			var answer = ask(HttpMethod.PUT, "", document.toString(), tag);
			var blamed = (answer.getStatus().value() == 422)
					? body(answer).get("errors").valueStream().map((error) -> error.get("field").asString()).toList()
					: List.of();
			if (!blamed.contains(pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.'))) {
				unbounded.add("%s: %s %s".formatted(pointer, answer.getStatus(), blamed));
			}
		}
		assertThat(unbounded).isEmpty();
		assertThat(this.events.since(this.mark)).isEmpty();
	}

	/** Where the texts and the lists are, of each list's items the first. */
	private static List<String> pointers(String pointer, JsonNode node) {
		var found = new ArrayList<String>();
		if (node.isString() || node.isArray()) {
			found.add(pointer);
		}
		if (node.isArray()) {
			found.addAll(pointers(pointer + "/0", node.get(0)));
		}
		node.properties().forEach((field) -> found.addAll(pointers(pointer + "/" + field.getKey(), field.getValue())));
		return found;
	}

	private static JsonNode endless(JsonNode node) {
		if (node.isString()) {
			return JSON.getNodeFactory().stringNode(node.asString() + "x".repeat(5000));
		}
		var list = JSON.createArrayNode();
		IntStream.range(0, 101).forEach((_) -> list.add(node.get(0)));
		return list;
	}

	private JsonNode profile() {
		return body(this.http.get().uri("/api/profile").exchange().expectStatus().isOk().expectBody().returnResult());
	}

	private ObjectNode owners() {
		return (ObjectNode) body(ask(HttpMethod.GET, "?view=owner", null, null)).get("document");
	}

	private String tag() {
		return Objects.requireNonNull(ask(HttpMethod.GET, "?view=owner", null, null).getResponseHeaders().getETag());
	}

	private static int revisionOf(String tag) {
		return Integer.parseInt(tag.replaceAll("\\D", ""));
	}

	private EntityExchangeResult<byte[]> ask(HttpMethod method, String path, @Nullable String body,
			@Nullable String match) {
		var request = this.http.method(method)
			.uri("/api/profile" + path)
			.header("Authorization", this.tokens.bearer("content:read", "content:write"));
		if (match != null) {
			request.header("If-Match", match);
		}
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
		}
		return request.exchange().expectBody().returnResult();
	}

	private static JsonNode body(EntityExchangeResult<byte[]> result) {
		return JSON.readTree(Objects.requireNonNull(result.getResponseBody()));
	}

}
