package dev.akshay.portfolio.profile.person;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=../content")
@AutoConfigureWebTestClient
@Import({ RealPostgreSql.class, NoKafka.class })
class ProfileApiIntegrationTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	@Test
	void tellsThatTheProfileIsThere() {
		assertThat(new StoredEvents(this.database).since(0)).singleElement().satisfies((event) -> {
			assertThat(event.key()).isEqualTo("profile");
			assertThat(event.headers()).containsEntry("ce_type", "dev.akshay.portfolio.content.published.v1");
			assertThat(event.data()).hasToString("{\"id\":\"profile\",\"tags\":[\"profile\"]}");
		});
	}

	@Test
	void tellsWhoTheOwnerIs() {
		this.client.get()
			.uri("/api/profile")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueMatches("ETag", "\"[\\w-]{22}\"")
			.expectBody()
			.jsonPath("$.name")
			.isEqualTo("Akshay Kale")
			.jsonPath("$.experience[0].company")
			.isEqualTo("7-Eleven")
			.jsonPath("$.experience[1].title")
			.doesNotExist()
			.jsonPath("$.skills.length()")
			.isEqualTo(7)
			.jsonPath("$.summaryHtml")
			.value((html) -> assertThat(html).asString().startsWith("<p>"));
	}

	@Test
	void givesAResumeThatIsValid() throws IOException {
		var resume = get("/api/profile/resume.json");
		assertThat(
				SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
					.getSchema(
							new ClassPathResource("json-resume/schema.json").getContentAsString(StandardCharsets.UTF_8))
					.validate(resume, InputFormat.JSON,
							(execution) -> execution
								.executionConfig((configuration) -> configuration.formatAssertionsEnabled(true))))
			.isEmpty();
	}

	@Test
	void saysInTheResumeWhatIsStillUnderWay() {
		assertThat(get("/api/profile/resume.json")).contains("Microsoft AI Engineer Program (in progress)");
	}

	@Test
	void printsTheResume() {
		var answer = this.client.get()
			.uri("/api/profile/resume.pdf")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PDF)
			.expectHeader()
			.valueEquals("Content-Disposition", "inline; filename=\"Akshay-Kale-resume.pdf\"")
			.expectHeader()
			.valueEquals("Cache-Tag", "profile")
			.expectBody()
			.returnResult();
		assertThat(answer.getResponseBody()).startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
		var kept = this.client.get().uri("/api/profile/resume.pdf").exchange().expectBody().returnResult();
		assertThat(kept.getResponseBody()).isEqualTo(answer.getResponseBody());
		assertThat(kept.getResponseHeaders().getContentDisposition())
			.isEqualTo(answer.getResponseHeaders().getContentDisposition());
		this.client.get()
			.uri("/api/profile/resume.pdf")
			.header("If-None-Match", Objects.requireNonNull(answer.getResponseHeaders().getETag()))
			.exchange()
			.expectStatus()
			.isNotModified();
	}

	@Test
	void answersHeadWithTheHeadersOfGet() {
		var tag = this.client.get().uri("/api/profile").exchange().expectBody().returnResult().getResponseHeaders();
		this.client.head()
			.uri("/api/profile")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("ETag", Objects.requireNonNull(tag.getETag()))
			.expectBody()
			.isEmpty();
	}

	private String get(String uri) {
		return Objects.requireNonNull(this.client.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody());
	}

}
