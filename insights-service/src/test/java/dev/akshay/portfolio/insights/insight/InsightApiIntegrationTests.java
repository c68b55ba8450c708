package dev.akshay.portfolio.insights.insight;

import java.util.List;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=src/test/content")
@AutoConfigureWebTestClient
@Import({ RealPostgreSql.class, NoKafka.class })
class InsightApiIntegrationTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	@Test
	void tellsWhichInsightsAreThere() {
		assertThat(new StoredEvents(this.database).since(0)).extracting(SampleEvent::key)
			.containsExactly("insights/bridges", "insights/kites");
	}

	@Test
	void listsInsightsInTheOwnersOrder() {
		this.client.get()
			.uri("/api/insights")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$[*].slug")
			.isEqualTo(List.of("bridges", "kites"))
			.jsonPath("$[1].published")
			.isEqualTo("2026-01-02")
			.jsonPath("$[1].ideas")
			.isEqualTo(List.of("a tail", "a string"))
			.jsonPath("$[1].body")
			.doesNotExist();
	}

	@Test
	void givesAnArticleThatIsSafeToEmbed() {
		this.client.get()
			.uri("/api/insights/kites")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.sources[0].url")
			.isEqualTo("https://example.org/observations")
			.jsonPath("$.html")
			.value((html) -> assertThat(html).asString().contains("<table>").doesNotContain("javascript:"));
	}

	@Test
	void answersNotModifiedToWhoHasIt() {
		var tag = this.client.get()
			.uri("/api/insights")
			.exchange()
			.expectBody()
			.returnResult()
			.getResponseHeaders()
			.getETag();
		this.client.get()
			.uri("/api/insights")
			.header("If-None-Match", "\"other\", W/" + tag)
			.exchange()
			.expectStatus()
			.isNotModified();
	}

	@Test
	void answersNotFoundAsProblem() {
		this.client.get()
			.uri("/api/insights/submarines")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("https://akshay.dev/problems/unknown-insight");
	}

}
