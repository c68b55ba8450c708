package dev.akshay.portfolio.gateway;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.akshay.portfolio.gateway.owner.RecentOwner;
import dev.akshay.portfolio.gateway.owner.credential.Codes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@Import(KeptSpans.class)
class OwnerSessionIntegrationTests extends OwnerTest {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String FORM = "application/x-www-form-urlencoded";

	@Autowired
	private KeptSpans spans;

	@Autowired
	private RecentOwner recent;

	@Test
	void logsInAndOut() {
		var logIn = logIn(PASSWORD, null);
		var browser = browser(logIn);
		assertThat(logIn.headers().firstValue("Set-Cookie").orElseThrow()).matches(
				"studio-session=[A-Za-z0-9_-]{43}; Path=/; Max-Age=604800; Expires=[^;]+; HttpOnly; SameSite=Strict");
		assertThat(this.recent.sent(shown(logIn))).as("is heard before visitors from now on").isTrue();
		assertThat(logIn.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(json(logIn).path("passwordChangeRequired").asBoolean(true)).isFalse();
		assertThat(json(logIn).path("secondFactor").asBoolean(true)).isFalse();
		assertThat(json(logIn).path("scopes").toString())
			.isEqualTo("[\"audit:read\",\"content:read\",\"content:write\",\"inbox:read\",\"inbox:write\"]");
		assertThat(Instant.parse(json(logIn).path("expiresAt").asString())).isAfter(Instant.now());
		var again = get("/api/session", browser.headers());
		assertThat(json(again).path("csrf").asString()).isEqualTo(browser.csrf());
		assertThat(again.headers().firstValue("Cache-Control")).contains("no-store");
		var out = send("DELETE", "/api/session", null, browser.headers());
		assertThat(out.statusCode()).isEqualTo(204);
		assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
			.startsWith("studio-session=; Path=/; Max-Age=0");
		assertProblem(get("/api/session", browser.headers()), 401, "not-logged-in");
	}

	/** What a browser shows after an answer. */
	private static HttpHeaders shown(HttpResponse<String> answer) {
		var headers = new HttpHeaders();
		headers.set("Cookie", answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0]);
		return headers;
	}

	@Test
	void marksTheCookieSecureBehindTls() {
		assertThat(logIn(PASSWORD, null, "X-Forwarded-For", "127.0.0.1", "X-Forwarded-Proto", "https").headers()
			.firstValue("Set-Cookie")
			.orElseThrow()).contains("; Secure");
	}

	@Test
	void keepsNothingThatOpensTheDoor() {
		var browser = loggedIn();
		var cookie = browser.cookie().split("=", 2)[1];
		var made = send("POST", "/api/tokens", "{\"name\": \"ci\", \"scopes\": [\"audit:read\"], \"days\": 1}",
				browser.headers());
		var token = json(made).path("token").asString().split("_", 3)[2];
		assertThat(get("/api/audit", "Authorization", "Bearer " + json(made).path("token").asString()).statusCode())
			.isEqualTo(200);
		var tables = sql("select table_name from information_schema.tables where table_schema = 'public'");
		assertThat(tables).contains("session", "api_token", "credential", "audit_entry", "known_network");
		assertThat(tables.stream().flatMap((table) -> sql("select t::text from %s t".formatted(table)).stream()))
			.isNotEmpty()
			.noneMatch((row) -> Stream.of(cookie, browser.csrf(), token, PASSWORD).anyMatch(row::contains));
	}

	@Test
	void tellsNothingOfWhatIsWrong() {
		var wrong = logIn("wrong", null);
		sql("update credential set totp_secret = '\\x00', totp_step = 0");
		var noCode = logIn(PASSWORD, null);
		var wrongCode = logIn(PASSWORD, "123456");
		sql("delete from credential");
		var nobody = logIn(PASSWORD, null);
		for (HttpResponse<String> answer : List.of(wrong, noCode, wrongCode, nobody)) {
			assertProblem(answer, 401, "wrong-credentials");
			assertThat(answer.body()).isEqualTo(wrong.body());
			assertThat(answer.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "seen_at = now() - interval '12 hours 1 second'",
			"created_at = now() - interval '7 days 1 second'" })
	void endsSessions(String change) {
		var browser = loggedIn();
		sql("update session set " + change);
		assertProblem(get("/api/session", browser.headers()), 401, "not-logged-in");
		assertThat(get("/api/projects", browser.headers()).headers().firstValue("Origin-Got-Authorization")).isEmpty();
	}

	@Test
	void staysWhileItIsUsed() {
		var browser = loggedIn();
		sql("update session set seen_at = now() - interval '11 hours'");
		assertThat(get("/api/session", browser.headers()).statusCode()).isEqualTo(200);
		assertThat(sql("select now() - seen_at < interval '1 minute' from session")).containsExactly("t");
	}

	@Test
	void takesAForgedCookieForNobodys() {
		loggedIn();
		assertProblem(get("/api/session", "Cookie", "studio-session=" + "A".repeat(43)), 401, "not-logged-in");
		assertProblem(get("/api/session"), 401, "not-logged-in");
	}

	@Test
	void logsOutEverywhere() {
		var here = loggedIn();
		var there = loggedIn();
		assertThat(get("/api/session", there.headers()).statusCode()).isEqualTo(200);
		send("DELETE", "/api/session?everywhere=true", null, here.headers());
		assertProblem(get("/api/session", there.headers()), 401, "not-logged-in");
	}

	@Test
	void endsTheSessionThatABrowserHadBefore() {
		var before = loggedIn();
		var after = browser(logIn(PASSWORD, null, before.headers()));
		assertProblem(get("/api/session", before.headers()), 401, "not-logged-in");
		assertThat(get("/api/session", after.headers()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "DELETE, /api/session", "PUT, /api/session/password", "POST, /api/session/second-factor",
			"PUT, /api/session/second-factor", "DELETE, /api/session/second-factor", "POST, /api/tokens",
			"DELETE, /api/tokens/any" })
	void refusesWhatNoPageOfOursSent(String method, String path) {
		var browser = loggedIn();
		var other = loggedIn();
		var body = "GET".equals(method) ? null : "{}";
		assertProblem(send(method, path, body, "Cookie", browser.cookie()), 403, "csrf-token-missing");
		assertProblem(send(method, path, body, "Cookie", browser.cookie(), "X-CSRF-Token", other.csrf()), 403,
				"csrf-token-missing");
		assertProblem(send(method, path, body), 401, "not-logged-in");
	}

	@Test
	void changesThePassword() {
		var browser = loggedIn();
		var other = loggedIn();
		assertProblem(change(browser, "wrong", "a much better password"), 401, "wrong-credentials");
		var tooShort = change(browser, PASSWORD, "short");
		assertProblem(tooShort, 422, "invalid-values");
		assertThat(json(tooShort).path("errors").path(0).path("field").asString()).isEqualTo("next");
		assertProblem(change(browser, PASSWORD, PASSWORD), 422, "invalid-values");
		assertThat(change(browser, PASSWORD, "a much better password").statusCode()).isEqualTo(204);
		assertThat(get("/api/session", browser.headers()).statusCode()).isEqualTo(200);
		assertProblem(get("/api/session", other.headers()), 401, "not-logged-in");
		assertProblem(logIn(PASSWORD, null), 401, "wrong-credentials");
		browser(logIn("a much better password", null));
	}

	private HttpResponse<String> change(Browser browser, String current, String next) {
		return send("PUT", "/api/session/password", "{\"current\": \"%s\", \"next\": \"%s\"}".formatted(current, next),
				browser.headers());
	}

	@Test
	void refusesAPasswordThatIsChangedWhileItIsChecked() {
		var late = Awaitility.await()
			.atMost(PATIENCE)
			.until(this::logInAroundAChange, (answer) -> answer.statusCode() != 503);
		assertProblem(late, 401, "wrong-credentials");
		assertThat(late.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(sql("select count(*) from session")).containsExactly("1");
	}

	/**
	 * The password was right when it was checked, and is another before there is a
	 * session.
	 */
	private HttpResponse<String> logInAroundAChange() {
		beginAnew();
		var browser = loggedIn();
		return whileLocked("select from known_network for update", () -> {
			var logIn = untilItWaits(() -> logIn(PASSWORD, null));
			assertThat(change(browser, PASSWORD, "a much better password").statusCode()).isEqualTo(204);
			return logIn;
		}).join();
	}

	@Test
	void endsASessionThatBeginsWhileThePasswordIsChanged() {
		var sessions = Awaitility.await()
			.atMost(PATIENCE)
			.until(this::sessionsAroundAChange, (answers) -> answers.getFirst() != 503);
		assertThat(sessions).containsExactly(204, 200, 401);
	}

	/** The change does not see the session that begins: it looked for sessions before. */
	private List<Integer> sessionsAroundAChange() {
		beginAnew();
		var browser = loggedIn();
		var between = new AtomicReference<Browser>();
		var changed = whileLocked("select from credential for update", () -> {
			var change = untilItWaits(() -> change(browser, PASSWORD, "a much better password"));
			between.set(loggedIn());
			return change;
		}).join();
		return List.of(changed.statusCode(), get("/api/session", browser.headers()).statusCode(),
				get("/api/session", between.get().headers()).statusCode());
	}

	@Test
	void allowsNothingBeforeAOneTimePasswordIsChanged() {
		var before = loggedIn();
		assertThat(manage("POST", "password", "{\"password\": \"good for one time\"}").statusCode()).isEqualTo(204);
		assertProblem(get("/api/session", before.headers()), 401, "not-logged-in");
		var logIn = logIn("good for one time", null);
		assertThat(json(logIn).path("passwordChangeRequired").asBoolean()).isTrue();
		assertThat(json(logIn).path("scopes").isEmpty()).isTrue();
		var browser = browser(logIn);
		assertProblem(logIn("good for one time", null), 401, "wrong-credentials");
		assertProblem(get("/api/tokens", browser.headers()), 403, "password-change-required");
		assertProblem(get("/api/audit", browser.headers()), 403, "password-change-required");
		assertProblem(send("POST", "/api/session/second-factor", null, browser.headers()), 403,
				"password-change-required");
		projects.behaves((_, response) -> Origin.status(response, 401));
		assertProblem(send("PUT", "/api/projects/kiln", "{}", browser.headers()), 403, "password-change-required");
		projects.behaves((_, response) -> Origin.status(response, 403));
		assertProblem(get("/api/projects?view=owner", browser.headers()), 403, "password-change-required");
		assertThat(change(browser, "good for one time", "chosen by herself").statusCode()).isEqualTo(204);
		assertThat(get("/api/tokens", browser.headers()).statusCode()).isEqualTo(200);
	}

	@Test
	void knowsHerByASecondFactor() {
		var browser = loggedIn();
		assertProblem(send("PUT", "/api/session/second-factor", "{\"code\": \"000000\"}", browser.headers()), 401,
				"wrong-credentials");
		var offer = send("POST", "/api/session/second-factor", null, browser.headers());
		assertThat(offer.headers().firstValue("Cache-Control")).contains("no-store");
		var secret = json(offer).path("secret").asString();
		assertThat(json(offer).path("uri").asString())
			.isEqualTo("otpauth://totp/Portfolio:owner?secret=%s&issuer=Portfolio".formatted(secret));
		assertThat(json(offer).path("qr").asString()).startsWith("<svg ");
		// not before it is confirmed
		browser(logIn(PASSWORD, null));
		var now = Instant.now();
		assertThat(code("PUT", browser, Codes.of(secret, now)).statusCode()).isEqualTo(204);
		assertProblem(send("POST", "/api/session/second-factor", null, browser.headers()), 409, "second-factor-on");
		assertThat(json(get("/api/session", browser.headers())).path("secondFactor").asBoolean()).isTrue();
		assertProblem(logIn(PASSWORD, null), 401, "wrong-credentials");
		assertProblem(logIn(PASSWORD, Codes.of(secret, now)), 401, "wrong-credentials");
		sql("update credential set totp_step = 0");
		now = Instant.now();
		browser(logIn(PASSWORD, Codes.of(secret, now)));
		assertProblem(logIn(PASSWORD, Codes.of(secret, now)), 401, "wrong-credentials");
		assertProblem(code("DELETE", browser, Codes.of(secret, now)), 401, "wrong-credentials");
		sql("update credential set totp_step = 0");
		assertThat(code("DELETE", browser, Codes.of(secret, Instant.now())).statusCode()).isEqualTo(204);
		browser(logIn(PASSWORD, null));
	}

	@Test
	void countsACodeOnceAlsoAtTheSameTime() {
		var browser = loggedIn();
		var secret = json(send("POST", "/api/session/second-factor", null, browser.headers())).path("secret")
			.asString();
		assertThat(code("PUT", browser, Codes.of(secret, Instant.now())).statusCode()).isEqualTo(204);
		sql("update credential set totp_step = 0");
		var code = Codes.of(secret, Instant.now());
		var answers = IntStream.range(0, 4)
			.mapToObj((_) -> CompletableFuture.supplyAsync(() -> logIn(PASSWORD, code).statusCode()))
			.toList();
		assertThat(answers.stream().map(CompletableFuture::join)).containsOnlyOnce(200).containsOnly(200, 401);
		// nobody waits for these failures
		sql("update credential set totp_secret = null");
		loggedIn();
	}

	private HttpResponse<String> code(String method, Browser browser, String code) {
		return send(method, "/api/session/second-factor", "{\"code\": \"%s\"}".formatted(code), browser.headers());
	}

	@Test
	void slowsGuessingFromManyPlacesAndLetsHerIn() {
		// however long a slow machine takes, a wait comes that is longer
		var refused = Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
			logIn("guess", null, "X-Forwarded-For", "192.0.2.1");
			logIn("guess", null, "X-Forwarded-For", "192.0.2.2");
			var written = audited("/api/session").size();
			var answer = logIn("guess", null, "X-Forwarded-For", "192.0.2.100");
			if (answer.statusCode() == 429) {
				assertThat(audited("/api/session")).as("strangers fill nothing").hasSize(written);
			}
			return answer;
		}, (answer) -> answer.statusCode() == 429);
		assertProblem(refused, 429, "too-many-requests");
		assertThat(refused.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9]\\d*");
		assertThat(told(refused)).containsEntry("portfolio.refused", "rate-limit");
		assertThat(told(logIn("guess", null))).doesNotContainKey("portfolio.refused");
		browser(logIn(PASSWORD, null));
		browser(logIn(PASSWORD, null, "X-Forwarded-For", "192.0.2.100"));
	}

	private Map<String, String> told(HttpResponse<String> answer) {
		return this.spans.ofRequest(answer.headers().firstValue("traceresponse").orElseThrow());
	}

	@Test
	void logsInByFormAndOutAgain() {
		var in = send("POST", "/studio/login", "password=" + PASSWORD.replace(' ', '+'), "Content-Type", FORM);
		assertThat(in.statusCode()).isEqualTo(303);
		assertThat(in.headers().firstValue("Location")).contains("/studio");
		assertThat(in.headers().firstValue("Cache-Control")).contains("no-store");
		var cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
		// a page shows the token in a form, as its service hears it
		var csrf = get("/studio", "Cookie", cookie).headers().firstValue("Origin-Got-X-CSRF-Token").orElseThrow();
		send("POST", "/studio/logout", "csrf=wrong", "Content-Type", FORM, "Cookie", cookie);
		assertThat(get("/api/session", "Cookie", cookie).statusCode()).isEqualTo(200);
		var out = send("POST", "/studio/logout", "csrf=" + csrf, "Content-Type", FORM, "Cookie", cookie);
		assertThat(out.statusCode()).isEqualTo(303);
		assertProblem(get("/api/session", "Cookie", cookie), 401, "not-logged-in");
	}

	@ParameterizedTest
	@ValueSource(strings = { "password=wrong", "password=", "code=123456", "" })
	void saysInThePageThatALogInFailed(String form) {
		var failed = send("POST", "/studio/login", form, "Content-Type", FORM);
		assertThat(failed.statusCode()).isEqualTo(303);
		assertThat(failed.headers().firstValue("Location")).contains("/studio/login?failed");
		assertThat(failed.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@Test
	void leavesThePageItselfToTheWebsite() {
		assertThat(get("/studio/login").headers().firstValue("Origin-Name")).contains("website");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"password\": \"x\", \"user\": \"y\"} | 400 | user", "{\"password\": 1} | 400 | password",
					"{ | 400 | body", "{} | 422 | password", "{\"password\": \"\"} | 422 | password",
					"{\"password\": \"x\", \"password\": \"y\"} | 400 | body" })
	void readsToTheLetter(String body, int status, String field) {
		var refused = send("POST", "/api/session", body);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
		assertThat(json(refused).path("errors").path(0).path("field").asString()).isEqualTo(field);
	}

	@Test
	void refusesWhatIsTooLarge() {
		assertThat(send("POST", "/api/session", "{\"password\": \"%s\"}".formatted("x".repeat(70_000))).statusCode())
			.isEqualTo(413);
		var tooLong = send("POST", "/api/session", "{\"password\": \"%s\"}".formatted("x".repeat(201)));
		assertProblem(tooLong, 422, "invalid-values");
	}

	@Test
	void writesDownWhoComesIn() {
		var from = "203.0.113.%d".formatted(UUID.randomUUID().hashCode() & 0x7F);
		logIn("wrong", null, "X-Forwarded-For", from);
		logIn(PASSWORD, null, "X-Forwarded-For", from);
		assertThat(sql("""
				select phase, who, method, path, service, status, length(trace_id) from audit_entry
				where network = '%s' order by id
				""".formatted(from))).containsExactly("begun nobody POST /api/session gateway null 32",
				"ended nobody POST /api/session gateway 401 32", "begun nobody POST /api/session gateway null 32",
				"ended nobody POST /api/session gateway 200 32");
	}

}
