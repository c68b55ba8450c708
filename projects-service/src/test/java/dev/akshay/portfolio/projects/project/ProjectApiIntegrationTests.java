package dev.akshay.portfolio.projects.project;

import java.util.List;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=src/test/content")
@AutoConfigureWebTestClient
@Import({ RealPostgreSql.class, NoKafka.class })
class ProjectApiIntegrationTests {

	@Autowired
	private WebTestClient client;

	@Test
	void listsProjectsInTheOwnersOrder() {
		this.client.get()
			.uri("/api/projects")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Control", "max-age=0, must-revalidate, public")
			.expectHeader()
			.valueEquals("CDN-Cache-Control", "max-age=300, stale-while-revalidate=86400, stale-if-error=604800")
			.expectHeader()
			.valueEquals("Cache-Tag", "projects")
			.expectBody()
			.jsonPath("$[*].slug")
			.isEqualTo(List.of("ledger", "kiln"))
			.jsonPath("$[0].stack")
			.isEqualTo(List.of("Java", "Kafka"))
			.jsonPath("$[0].body")
			.doesNotExist()
			.jsonPath("$[1].figure")
			.doesNotExist();
	}

	@ParameterizedTest
	@CsvSource({ "company=acme, ledger", "stack=KAFKA, ledger", "q=glaze, kiln", "company=Potters&q=temper, kiln",
			// what is empty filters nothing
			"company=&stack=kafka&q=, ledger", "company=&stack=&q=, ledger kiln", "company&stack&q, ledger kiln" })
	void filtersWithoutRegardToCase(String query, String slugs) {
		this.client.get()
			.uri("/api/projects?" + query)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$[*].slug")
			.isEqualTo(List.of(slugs.split(" ")));
	}

	@Test
	void refusesAFilterThatIsTooLong() {
		this.client.get()
			.uri("/api/projects?company=" + "x".repeat(101))
			.exchange()
			.expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].field")
			.isEqualTo("company");
	}

	@Test
	void takesWildcardsOfSqlAsTheyAre() {
		this.client.get().uri("/api/projects?q={q}", "%").exchange().expectStatus().isOk().expectBody().json("[]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\0", "a\rb" })
	void refusesFiltersThatAreNoText(String query) {
		this.client.get()
			.uri("/api/projects?q={query}", query)
			.exchange()
			.expectStatus()
			.isEqualTo(422)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/invalid-values")
			.jsonPath("$.errors[0].field")
			.isEqualTo("q");
	}

	@Test
	void tellsTheWholeStory() {
		this.client.get()
			.uri("/api/projects/kiln")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Tag", "projects/kiln")
			.expectBody()
			.jsonPath("$.title")
			.isEqualTo("Kiln control")
			.jsonPath("$.body")
			.value((body) -> assertThat(body).asString().startsWith("## The problem"))
			.jsonPath("$.html")
			.value((html) -> assertThat(html).asString()
				.contains("<h2 id=\"the-problem\">The problem</h2>")
				.contains("&lt;script&gt;")
				.doesNotContain("<script>"));
	}

	@Test
	void answersNotModifiedToWhoHasIt() {
		var tag = this.client.get()
			.uri("/api/projects/kiln")
			.exchange()
			.expectBody()
			.returnResult()
			.getResponseHeaders()
			.getETag();
		assertThat(tag).startsWith("\"").endsWith("\"");
		this.client.get()
			.uri("/api/projects/kiln")
			.header("If-None-Match", tag)
			.exchange()
			.expectStatus()
			.isNotModified()
			.expectHeader()
			.valueEquals("ETag", tag)
			.expectBody()
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "\0", "Kiln", "kiln/more" })
	void answersNotFoundAsProblem(String slug) {
		this.client.get()
			.uri("/api/projects/{slug}", slug)
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.value((type) -> assertThat(type).asString().startsWith("https://akshay.dev/problems/"))
			.jsonPath("$.detail")
			.isNotEmpty();
	}

	@Test
	void edgeForgetsThatThereIsNothingWhenAProjectAppears() {
		this.client.get()
			.uri("/api/projects/nobody")
			.exchange()
			.expectHeader()
			.valueEquals("CDN-Cache-Control", "max-age=10")
			.expectHeader()
			.valueEquals("Cache-Tag", "projects");
	}

	@Test
	void answersWrongMethodAsProblem() {
		this.client.post()
			.uri("/api/projects")
			.exchange()
			.expectStatus()
			.isEqualTo(405)
			.expectHeader()
			.valueEquals("Allow", "GET")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/method-not-allowed");
	}

}
