package dev.akshay.portfolio.insights.insight;

import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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

/**
 * What the owner does with insights, over HTTP. What all kinds share is tried with
 * projects.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=src/test/content")
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class InsightEditingIntegrationTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String DOCUMENT = """
			{
				"title": "Sails", "source": "A harbour", "published": "2026-03-04", "summary": "Cloth and wind.",
				"ideas": ["reefing"], "takeaway": "Less is faster.", "order": 7,
				"sources": [{"title": "Log", "url": "https://example.org/log"}],
				"body": "## Wind\\n\\n| a |\\n|---|\\n| 1 |\\n\\n<script>alert(1)</script>\\n\\n[x](javascript:alert(1))"
			}""";

	private final String slug = "i-" + UUID.randomUUID();

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@Test
	void whatIsWrittenIsReadAsItWasPreviewed() {
		var preview = body(ask(HttpMethod.POST, "/api/insights/preview", DOCUMENT, null, null));
		var mark = new StoredEvents(this.database).mark();
		var created = ask(HttpMethod.PUT, path(), DOCUMENT, "If-None-Match", "*");
		assertThat(created.getStatus().value()).isEqualTo(201);
		assertThat(body(created).get("document")).isEqualTo(JSON.readTree(DOCUMENT));
		var html = preview.get("html").asString();
		assertThat(html).contains("<h2 id=\"wind\">", "<td>1</td>", "&lt;script&gt;").doesNotContain("javascript:");
		assertThat(body(created).get("html").asString()).isEqualTo(html);
		var article = article();
		assertThat(article.get("html").asString()).isEqualTo(html);
		assertThat(article.get("published").asString()).isEqualTo("2026-03-04");
		assertThat(article.get("sources").get(0).get("url").asString()).isEqualTo("https://example.org/log");
		assertThat(new StoredEvents(this.database).since(mark)).extracting(SampleEvent::key)
			.containsExactly("insights/" + this.slug);
	}

	@Test
	void goesTheWholeWayFromDraftToDeletedAndBack() {
		ask(HttpMethod.PUT, path() + "?draft=true", DOCUMENT, "If-None-Match", "*");
		assertThat(publicStatus(this.slug)).isEqualTo(404);
		ask(HttpMethod.POST, path() + "/publish", null, "If-Match", "\"r1\"");
		assertThat(article().get("title").asString()).isEqualTo("Sails");
		var renamed = this.slug + "-2";
		ask(HttpMethod.POST, path() + "/rename", "{\"slug\": \"%s\"}".formatted(renamed), "If-Match", "\"r2\"");
		this.http.get()
			.uri(path())
			.exchange()
			.expectStatus()
			.isEqualTo(308)
			.expectHeader()
			.location("/api/insights/" + renamed);
		assertThat(publicStatus(renamed)).isEqualTo(200);
		ask(HttpMethod.DELETE, "/api/insights/" + renamed, null, "If-Match", "\"r3\"");
		assertThat(publicStatus(renamed)).isEqualTo(404);
		assertThat(publicStatus(this.slug)).isEqualTo(404);
		ask(HttpMethod.POST, "/api/insights/" + renamed + "/revisions/1/restore?publish=true", null, "If-Match",
				"\"r4\"");
		assertThat(publicStatus(renamed)).isEqualTo(200);
	}

	@Test
	void comparesSourcesOneByOne() {
		ask(HttpMethod.PUT, path(), DOCUMENT, "If-None-Match", "*");
		var other = ((ObjectNode) JSON.readTree(DOCUMENT)).put("published", "2026-03-05");
		((ObjectNode) other.get("sources").get(0)).put("title", "Log book");
		ask(HttpMethod.PUT, path(), other.toString(), "If-Match", "\"r1\"");
		var changes = body(ask(HttpMethod.GET, path() + "/revisions/1/diff/2", null, null, null)).get("changes");
		assertThat(changes.valueStream().map((change) -> change.get("field").asString())).containsExactly("published",
				"sources[0].title");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			title     | 7                                            | 400 | title
			title     | true                                         | 400 | title
			title     | null                                         | 422 | title
			published | 20000                                        | 400 | published
			published | "soon"                                       | 400 | published
			published | "2026-02-30"                                 | 400 | published
			published | null                                         | 422 | published
			ideas     | "one"                                        | 400 | ideas
			ideas     | []                                           | 422 | ideas
			ideas     | ["a", ""]                                    | 422 | ideas[1]
			ideas     | ["a", {}]                                    | 400 | ideas[1]
			sources   | [7]                                          | 400 | sources[0]
			sources   | [null]                                       | 422 | sources[0]
			sources   | [{"title": "x"}]                             | 422 | sources[0].url
			sources   | [{"title": "x", "url": "javascript:x"}]      | 422 | sources[0].url
			sources   | [{"title": "x", "url": "https://a", "a": 1}] | 400 | sources[0].a
			order     | "1"                                          | 400 | order
			order     | 1.5                                          | 400 | order
			order     | 3000000000                                   | 400 | order
			order     | -1                                           | 422 | order
			body      | ["x"]                                        | 400 | body
			body      | null                                         | 422 | body
			colour    | "x"                                          | 400 | colour
			""")
	void namesTheFieldThatIsWrong(String field, String value, int status, String blamed) {
		var document = ((ObjectNode) JSON.readTree(DOCUMENT)).set(field, JSON.readTree(value));
		var answer = ask(HttpMethod.PUT, path(), document.toString(), "If-None-Match", "*");
		assertThat(answer.getStatus().value()).isEqualTo(status);
		assertThat(body(answer).get("errors").valueStream().map((error) -> error.get("field").asString()))
			.containsExactly(blamed);
		assertThat(publicStatus(this.slug)).isEqualTo(404);
	}

	private String path() {
		return "/api/insights/" + this.slug;
	}

	private JsonNode article() {
		return body(this.http.get().uri(path()).exchange().expectStatus().isOk().expectBody().returnResult());
	}

	private int publicStatus(String slug) {
		return this.http.get().uri("/api/insights/" + slug).exchange().expectBody().returnResult().getStatus().value();
	}

	private EntityExchangeResult<byte[]> ask(HttpMethod method, String uri, @Nullable String body,
			@Nullable String header, @Nullable String value) {
		var request = this.http.method(method)
			.uri(uri)
			.header("Authorization", this.tokens.bearer("content:read", "content:write"));
		if (header != null) {
			request.header(header, value);
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
