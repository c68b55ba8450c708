package dev.akshay.portfolio.profile.person;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A résumé into the profile, over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=../content")
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class ResumeImportIntegrationTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Test
	void whatGoesOutComesInWithoutAChange() {
		var resume = text(this.http.get().uri("/api/profile/resume.json").exchange().expectBody().returnResult());
		var preview = body(post("?dryRun=true", resume, null));
		assertThat(preview.get("changes")).isEmpty();
		assertThat(preview.get("ignored")).isEmpty();
		assertThat(preview.get("applied").asBoolean()).isFalse();
	}

	@Test
	void showsWhatChangesBeforeItDoes() {
		var resume = """
				{"basics": {"label": "Builds mills", "phone": "1"}}""";
		var preview = post("?dryRun=true", resume, null);
		var change = body(preview).get("changes").get(0);
		assertThat(change.get("field").asString()).isEqualTo("headline");
		assertThat(change.get("new").asString()).isEqualTo("Builds mills");
		assertThat(body(preview).get("ignored").get(0).get("field").asString()).isEqualTo("basics.phone");
		assertThat(headline()).isEqualTo(change.get("old").asString());
		var seen = Objects.requireNonNull(preview.getResponseHeaders().getETag());
		var merged = post("", resume, seen);
		assertThat(merged.getStatus().value()).as(text(merged)).isEqualTo(200);
		assertThat(body(merged).get("applied").asBoolean()).isTrue();
		assertThat(headline()).isEqualTo("Builds mills");
		var history = body(this.http.get()
			.uri("/api/profile/revisions")
			.header("Authorization", this.tokens.bearer("content:read"))
			.exchange()
			.expectBody()
			.returnResult()).get("revisions");
		assertThat(history.get(0).get("reason").asString()).isEqualTo("import");
		// what was seen is not what is there any more
		var late = post("", resume, seen);
		assertThat(late.getStatus().value()).isEqualTo(412);
		assertThat(body(late).get("current").get("revision").asInt()).isEqualTo(body(merged).get("revision").asInt());
	}

	@Test
	void mergesIntoWhatIsThereIfNobodySaysWhatWasSeen() {
		var before = headline();
		var merged = post("", "{\"basics\": {\"label\": \"Merged\"}}", null);
		assertThat(merged.getStatus().value()).isEqualTo(200);
		assertThat(headline()).isEqualTo("Merged");
		post("", "{\"basics\": {\"label\": \"%s\"}}".formatted(before), null);
		assertThat(headline()).isEqualTo(before);
	}

	@Test
	void takesNothingForADryRunThatIsNone() {
		var label = "{\"basics\": {\"label\": \"Unseen\"}}";
		assertThat(post("?dryRun=1", label, "*").getStatus().value()).isEqualTo(200);
		assertThat(post("?dryRun=perhaps", label, "*").getStatus().value()).isEqualTo(400);
		assertThat(headline()).isNotEqualTo("Unseen");
	}

	@Test
	void breaksNoRuleOfTheProfile() {
		var answer = post("?dryRun=true", "{\"basics\": {\"email\": \"nobody\"}}", null);
		assertThat(answer.getStatus().value()).isEqualTo(422);
		assertThat(body(answer).get("errors").get(0).get("field").asString()).isEqualTo("email");
		var skills = post("?dryRun=true",
				"{\"skills\": [{\"name\": \"Core\", \"keywords\": [\"%s\"]}]}".formatted("x".repeat(61)), null);
		assertThat(skills.getStatus().value()).isEqualTo(422);
		assertThat(body(skills).get("errors").get(0).get("field").asString()).isEqualTo("skills[0].items[0]");
	}

	@Test
	void isForTheOwner() {
		this.http.post()
			.uri("/api/import?dryRun=true")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{}")
			.exchange()
			.expectStatus()
			.isUnauthorized();
	}

	@Test
	void refusesWhatIsTooLarge() {
		assertThat(post("?dryRun=true", "{\"x\": \"%s\"}".formatted("x".repeat(1_200_000)), null).getStatus().value())
			.isEqualTo(413);
	}

	private String headline() {
		return body(this.http.get().uri("/api/profile").exchange().expectBody().returnResult()).get("headline")
			.asString();
	}

	private EntityExchangeResult<byte[]> post(String query, String body, @Nullable String match) {
		var request = this.http.post()
			.uri("/api/import" + query)
			.header("Authorization", this.tokens.bearer("content:write"))
			.contentType(MediaType.APPLICATION_JSON);
		if (match != null) {
			request.header("If-Match", match);
		}
		return request.bodyValue(body).exchange().expectBody().returnResult();
	}

	private static String text(EntityExchangeResult<byte[]> answer) {
		return new String(Objects.requireNonNull(answer.getResponseBody()), StandardCharsets.UTF_8);
	}

	private static JsonNode body(EntityExchangeResult<byte[]> answer) {
		return JSON.readTree(text(answer));
	}

}
