package dev.akshay.portfolio.gateway;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OwnerTokensIntegrationTests extends OwnerTest {

	@Test
	void givesProgramsAPartOfWhatSheMayDo() throws Exception {
		var made = make("ci", "[\"content:write\", \"inbox:read\"]");
		assertThat(made.statusCode()).isEqualTo(201);
		assertThat(made.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(Instant.parse(json(made).path("expiresAt").asString())).isBetween(
				Instant.now().plus(Duration.ofDays(30)).minusSeconds(60), Instant.now().plus(Duration.ofDays(30)));
		var passed = get("/api/projects?view=owner", "Authorization", "Bearer " + shown(made));
		var claims = SignedJWT.parse(passed.headers().firstValue("Origin-Got-Authorization").orElseThrow().substring(7))
			.getJWTClaimsSet();
		assertThat(claims.getStringClaim("via")).isEqualTo("token:ci");
		assertThat(claims.getStringClaim("scope")).isEqualTo("content:write inbox:read");
		assertThat(claims.getAudience()).containsExactly("projects-service");
		var changed = send("PUT", "/api/projects/by-token", "{}", "Authorization", "Bearer " + shown(made));
		assertThat(changed.statusCode()).isEqualTo(200);
		assertThat(audited("/api/projects/by-token")).containsExactly("begun token:ci PUT projects-service null",
				"ended token:ci PUT projects-service 200");
	}

	@Test
	void showsATokenOnce() {
		var browser = loggedIn();
		var made = make("ci", "[\"content:read\"]");
		assertThat(shown(made)).matches("pf_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
		var list = get("/api/tokens", browser.headers());
		assertThat(list.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(json(list).path("tokens").path(0).propertyNames()).containsExactlyInAnyOrder("id", "name", "scopes",
				"createdAt", "expiresAt");
		assertThat(sql("select t::text from api_token t")).singleElement()
			.asString()
			.doesNotContain(shown(made).substring(16));
		get("/api/projects", "Authorization", "Bearer " + shown(made));
		assertThat(Instant
			.parse(json(get("/api/tokens", browser.headers())).path("tokens").path(0).path("lastUsedAt").asString()))
			.isAfter(Instant.now().minusSeconds(60));
	}

	@Test
	void notesTheLastUseOnceAMinute() {
		var made = make("ci", "[\"content:read\"]");
		sql("update api_token set last_used_at = now() - interval '50 seconds'");
		var before = sql("select last_used_at from api_token");
		get("/api/projects", "Authorization", "Bearer " + shown(made));
		assertThat(sql("select last_used_at from api_token")).isEqualTo(before);
		sql("update api_token set last_used_at = now() - interval '61 seconds'");
		get("/api/projects", "Authorization", "Bearer " + shown(made));
		assertThat(sql("select now() - last_used_at < interval '30 seconds' from api_token")).containsExactly("t");
	}

	@Test
	void refusesWhatWasRevoked() {
		var browser = loggedIn();
		var made = make("ci", "[\"content:read\"]");
		var path = "/api/tokens/" + json(made).path("id").asString();
		assertThat(send("DELETE", path, null, browser.headers()).statusCode()).isEqualTo(204);
		assertInvalid(get("/api/projects", "Authorization", "Bearer " + shown(made)));
		assertProblem(send("DELETE", path, null, browser.headers()), 404, "unknown-token");
		assertThat(json(get("/api/tokens", browser.headers())).path("tokens").isEmpty()).isTrue();
	}

	@Test
	void refusesWhatHasExpired() {
		var made = make("ci", "[\"content:read\"]");
		sql("update api_token set expires_at = now() - interval '1 second'");
		assertInvalid(get("/api/projects", "Authorization", "Bearer " + shown(made)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pf_", "pf_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "pf_x_y",
			"pf_000000000000" })
	void refusesWhatIsNoTokenOfOurs(String shown) {
		assertInvalid(get("/api/projects", "Authorization", "Bearer " + shown));
		assertInvalid(get("/api/audit", "Authorization", "bearer " + shown));
		assertThat(projects.requests()).isEmpty();
	}

	@Test
	void refusesTheRightNumberWithAnotherSecret() {
		var made = make("ci", "[\"content:read\"]");
		assertInvalid(get("/api/projects", "Authorization", "Bearer " + shown(made).substring(0, 16) + "A".repeat(43)));
	}

	private static void assertInvalid(HttpResponse<String> answer) {
		assertProblem(answer, 401, "invalid-token");
		assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/session", "DELETE, /api/session", "PUT, /api/session/password",
			"POST, /api/session/second-factor", "GET, /api/tokens", "POST, /api/tokens", "DELETE, /api/tokens/any" })
	void letsNoTokenDoWhatSheDoesHerself(String method, String path) {
		var made = make("all",
				"[\"content:read\", \"content:write\", \"inbox:read\", \"inbox:write\", \"audit:read\"]");
		var body = "{\"name\": \"more\", \"scopes\": [\"content:read\"], \"days\": 1}";
		assertProblem(send(method, path, "GET".equals(method) ? null : body, "Authorization", "Bearer " + shown(made)),
				403, "session-required");
	}

	@Test
	void keepsNamesApart() {
		var made = make("ci", "[\"content:read\"]");
		assertProblem(make("ci", "[\"content:read\"]"), 409, "token-name-taken");
		send("DELETE", "/api/tokens/" + json(made).path("id").asString(), null, loggedIn().headers());
		assertThat(make("ci", "[\"content:read\"]").statusCode()).isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			value = { "{\"name\": \"a b\", \"scopes\": [\"content:read\"], \"days\": 1} | 422 | name",
					"{\"scopes\": [\"content:read\"], \"days\": 1} | 422 | name",
					"{\"name\": \"a\", \"scopes\": [], \"days\": 1} | 422 | scopes",
					"{\"name\": \"a\", \"scopes\": [\"content:read\", \"root\"], \"days\": 1} | 422 | scopes[1]",
					"{\"name\": \"a\", \"scopes\": [\"content:read\"], \"days\": 366} | 422 | days",
					"{\"name\": \"a\", \"scopes\": [\"content:read\"], \"days\": 0} | 422 | days",
					"{\"name\": \"a\", \"scopes\": [\"content:read\"], \"days\": \"x\"} | 400 | days",
					"{\"name\": \"a\", \"scopes\": \"content:read\", \"days\": 1} | 400 | scopes",
					"{\"name\": \"a\", \"scopes\": [\"content:read\"], \"days\": 1, \"id\": \"x\"} | 400 | id" })
	void namesWhatIsWrongWithAWish(String body, int status, String field) {
		var refused = send("POST", "/api/tokens", body, loggedIn().headers());
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
		assertThat(json(refused).path("errors").path(0).path("field").asString()).isEqualTo(field);
	}

	@Test
	void tellsWhatWasDone() {
		var reader = shown(make("auditor", "[\"audit:read\"]"));
		var other = shown(make("writer", "[\"content:write\"]"));
		assertProblem(get("/api/audit"), 401, "owner-only");
		var missing = get("/api/audit", "Authorization", "Bearer " + other);
		assertProblem(missing, 403, "scope-missing");
		assertThat(missing.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("audit:read");
		var page = get("/api/audit?limit=2", "Authorization", "Bearer " + reader);
		assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
		var newest = json(page).path("entries").path(0);
		assertThat(newest.path("path").asString()).isEqualTo("/api/tokens");
		assertThat(newest.path("phase").asString()).isEqualTo("ended");
		assertThat(newest.path("status").asInt()).isEqualTo(201);
		assertThat(json(page).path("entries").size()).isEqualTo(2);
		var before = json(page).path("entries").path(1).path("id").asLong();
		var older = get("/api/audit?limit=1&before=" + before, "Authorization", "Bearer " + reader);
		assertThat(json(older).path("entries").path(0).path("id").asLong()).isLessThan(before);
		assertProblem(get("/api/audit?limit=501", "Authorization", "Bearer " + reader), 422, "invalid-values");
		assertProblem(get("/api/audit?before=x", "Authorization", "Bearer " + reader), 400, "malformed-request");
		assertThat(get("/api/audit", loggedIn().headers()).statusCode()).isEqualTo(200);
	}

	@Test
	void givesAllOfItAsATable() {
		var reader = shown(make("auditor", "[\"audit:read\"]"));
		sql("""
				insert into audit_entry (action, phase, who, method, path, service)
				select gen_random_uuid(), 'begun', 'session', 'PUT', '/a "quoted", path', 'gateway'
				from generate_series(1, 1200)
				""");
		assertProblem(get("/api/audit.csv"), 401, "owner-only");
		var table = get("/api/audit.csv", "Authorization", "Bearer " + reader);
		assertThat(table.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
		assertThat(table.headers().firstValue("Cache-Control")).contains("no-store");
		var lines = table.body().split("\r\n");
		assertThat(lines[0]).isEqualTo("id,at,action,phase,who,method,path,service,status,trace,network");
		assertThat(lines[1]).endsWith(",begun,session,PUT,\"/a \"\"quoted\"\", path\",gateway,,,");
		assertThat(lines).hasSize(1 + Integer.parseInt(sql("select count(*) from audit_entry").getFirst()));
	}

	@Test
	void helpsWhoeverWorksAtTheMachine() {
		var made = manage("POST", "tokens",
				"{\"name\": \"shell\", \"scopes\": \"content:read,audit:read\", \"days\": \"7\"}");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		assertThat(get("/api/projects", "Authorization", "Bearer " + shown(made)).statusCode()).isEqualTo(200);
		assertThat(manage("POST", "tokens",
				"{\"name\": \"shell\", \"scopes\": \"content:read,audit:read\", \"days\": \"7\"}")
			.statusCode()).isEqualTo(409);
		assertThat(json(manage("GET", "tokens", null)).path("tokens").path(0).path("name").asString())
			.isEqualTo("shell");
		assertThat(manage("DELETE", "tokens/" + json(made).path("id").asString(), null).statusCode()).isEqualTo(204);
		assertThat(manage("DELETE", "tokens/" + json(made).path("id").asString(), null).statusCode()).isEqualTo(404);
		assertInvalid(get("/api/projects", "Authorization", "Bearer " + shown(made)));
		assertThat(manage("GET", "else", null).statusCode()).isEqualTo(404);
		assertThat(manage("POST", "password", "{\"password\": \"short\"}").statusCode()).isEqualTo(400);
		assertThat(manage("POST", "tokens", "{\"name\": \"shell\", \"scopes\": \"all\", \"days\": \"7\"}").statusCode())
			.isEqualTo(400);
		assertThat(get("/actuator/owner/tokens").statusCode()).isEqualTo(404);
		assertThat(audited("owner/tokens")).contains("ended machine POST gateway null");
	}

	@Test
	void isNotThereForWhoDoesNotKnowTheSecretOfTheMachine() {
		for (var path : List.of("/actuator/owner/tokens", "/actuator/%6fwner/tokens", "/%61ctuator/owner/password",
				"/actuator/owner;a=b/tokens", "/actuator/owner")) {
			assertThat(manage("GET", path, null, "Accept", "*/*").statusCode()).as(path).isEqualTo(404);
			assertThat(manage("GET", path, null, "Authorization", "Bearer guessed").statusCode()).as(path)
				.isEqualTo(404);
		}
		assertThat(manage("POST", "/actuator/owner/password", "{\"password\": \"chosen by a stranger\"}").statusCode())
			.isEqualTo(404);
		loggedIn();
		assertThat(manage("GET", "/actuator/health", null, "Accept", "*/*").statusCode()).isEqualTo(200);
		assertThat(manage("GET", "password", null).body()).isEqualTo("{\"chosen\":true}");
	}

	private HttpResponse<String> make(String name, String scopes) {
		return send("POST", "/api/tokens", "{\"name\": \"%s\", \"scopes\": %s, \"days\": 30}".formatted(name, scopes),
				loggedIn().headers());
	}

	private static String shown(HttpResponse<String> made) {
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return json(made).path("token").asString();
	}

}
