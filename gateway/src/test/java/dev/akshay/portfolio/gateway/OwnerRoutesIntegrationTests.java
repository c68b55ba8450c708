package dev.akshay.portfolio.gateway;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.akshay.portfolio.gateway.owner.RecentOwner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OwnerRoutesIntegrationTests extends OwnerTest {

	@Autowired
	private RecentOwner recent;

	@Test
	void hearsHerFirstOnceSheWasRecognised() {
		var browser = loggedIn();
		get("/api/projects?view=owner", browser.headers());
		assertThat(this.recent.sent(cookie(browser.cookie()))).isTrue();
		var stranger = "studio-session=" + "x".repeat(43);
		get("/api/projects?view=owner", "Cookie", stranger);
		assertThat(this.recent.sent(cookie(stranger))).isFalse();
	}

	private static HttpHeaders cookie(String value) {
		var headers = new HttpHeaders();
		headers.set(HttpHeaders.COOKIE, value);
		return headers;
	}

	@Test
	void tellsAServiceWhoAsks() throws Exception {
		var browser = loggedIn();
		var answer = get("/api/projects?view=owner", browser.headers());
		var token = tokenIn(answer);
		var claims = token.getJWTClaimsSet();
		assertThat(claims.getIssuer()).isEqualTo("gateway");
		assertThat(claims.getAudience()).containsExactly("projects-service");
		assertThat(claims.getSubject()).isEqualTo("owner");
		assertThat(claims.getStringClaim("scope"))
			.isEqualTo("audit:read content:read content:write inbox:read inbox:write");
		assertThat(claims.getStringClaim("via")).isEqualTo("session");
		assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
			.isEqualTo(Duration.ofSeconds(60));
		assertThat(claims.getIssueTime().toInstant()).isBetween(Instant.now().minusSeconds(60), Instant.now());
		var keys = JWKSet.parse(get("/.well-known/jwks.json").body());
		var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
		assertThat(key.isPrivate()).isFalse();
		assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/api/projects/kiln, projects-service", "/api/profile, profile-service",
			"/api/profile/resume.pdf, profile-service", "/studio, website" })
	void tellsEachServiceByATokenOfItsOwn(String path, String service) throws Exception {
		assertThat(tokenIn(get(path, loggedIn().headers())).getJWTClaimsSet().getAudience()).containsExactly(service);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/export", "/api/imports/0198c0de-0000-7000-8000-000000000000" })
	void letsTheArchiveAskTheServicesThatItIsMadeOf(String path) throws Exception {
		assertThat(tokenIn(get(path, loggedIn().headers())).getJWTClaimsSet().getAudience())
			.containsExactly("profile-service", "projects-service", "insights-service");
	}

	@Test
	void keepsTheCookieToItself() {
		var browser = loggedIn();
		for (var path : List.of("/api/projects", "/extra/page")) {
			var passed = get(path, "Cookie", "a=b; " + browser.cookie() + "; c=d");
			assertThat(passed.headers().allValues("Origin-Got-Cookie")).containsExactly("a=b; c=d");
			assertThat(get(path, "Cookie", browser.cookie()).headers().firstValue("Origin-Got-Cookie")).isEmpty();
			assertThat(get(path, "Cookie", "studio-session=bad").headers().firstValue("Origin-Got-Cookie")).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic b3duZXI6b3duZXI=", "Bearer", "bearer x" })
	void passesNoAuthorizationFromOutside(String authorization) {
		for (var path : List.of("/api/projects", "/api/profile/resume.pdf", "/studio")) {
			var ours = get(path, "Authorization", authorization);
			assertThat(ours.statusCode()).isEqualTo(200);
			assertThat(ours.headers().firstValue("Origin-Got-Authorization")).as(path).isEmpty();
		}
		assertThat(get("/extra/page", "Authorization", authorization).headers().firstValue("Origin-Got-Authorization"))
			.contains(authorization);
	}

	@Test
	void takesNothingFromOutsideForAToken() throws Exception {
		var real = tokenIn(get("/api/projects", loggedIn().headers())).serialize();
		assertThat(get("/api/projects", "Authorization", "Bearer " + real).headers()
			.firstValue("Origin-Got-Authorization")).isEmpty();
	}

	@Test
	void doesInTheOwnersNameOnlyWhatAPageOfOursSent() {
		var browser = loggedIn();
		projects.behaves((request, response) -> request.requestHeaders().contains("Authorization")
				? projects.tell(request, response) : Origin.status(response, 401));
		assertProblem(send("PUT", "/api/projects/kiln", "{}", "Cookie", browser.cookie()), 403, "csrf-token-missing");
		assertProblem(
				send("PUT", "/api/projects/kiln", "{}", "Cookie", browser.cookie(), "X-CSRF-Token", "A".repeat(64)),
				403, "csrf-token-missing");
		assertThat(send("PUT", "/api/projects/kiln", "{}", browser.headers()).statusCode()).isEqualTo(200);
		assertThat(get("/api/projects", "Cookie", browser.cookie()).statusCode()).isEqualTo(200);
	}

	@Test
	void letsHerDoWhatEverybodyMay() {
		var browser = loggedIn();
		var sent = send("POST", "/contact", "name=Ada", "Content-Type", "application/x-www-form-urlencoded", "Cookie",
				browser.cookie());
		assertThat(sent.statusCode()).isEqualTo(200);
		assertThat(sent.headers().firstValue("Origin-Got-Authorization")).isEmpty();
	}

	@Test
	void writesDownWhatIsDoneBeforeAndAfter() {
		var browser = loggedIn();
		projects.behaves((_, response) -> Mono.fromCallable(() -> audited("/api/projects/kiln"))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((before) -> Mono.from(Origin.status(response, (before.size() == 1) ? 412 : 500))));
		sql("alter table audit_entry disable trigger user");
		sql("delete from audit_entry");
		sql("alter table audit_entry enable trigger user");
		assertThat(send("PUT", "/api/projects/kiln?draft=true&secret=words", "{\"title\": \"secret words\"}",
				browser.headers())
			.statusCode()).isEqualTo(412);
		assertThat(audited("/api/projects/kiln")).containsExactly("begun session PUT projects-service null",
				"ended session PUT projects-service 412");
		assertThat(sql(
				"select count(distinct action), count(distinct network), count(distinct trace_id) from audit_entry"))
			.containsExactly("1 1 1");
		assertThat(sql("select a::text from audit_entry a")).noneMatch((row) -> row.contains("secret"));
	}

	@Test
	void writesNothingDownForReadsAndStrangers() {
		var browser = loggedIn();
		get("/api/projects/unwritten", browser.headers());
		send("POST", "/api/projects/unwritten", "{}");
		send("POST", "/api/projects/unwritten", "{}", "Cookie", browser.cookie());
		assertThat(audited("/api/projects/unwritten")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/export", "/api/%65xport", "/%61pi/expor%74" })
	void writesDownThatEverythingWasTakenAlong(String spelling) {
		var before = audited("/api/export").size();
		assertThat(get(spelling, Stream.concat(Stream.of("Cache-Control", "no-store"), Stream.of(loggedIn().headers()))
			.toArray(String[]::new)).statusCode()).isEqualTo(200);
		var written = audited("/api/export");
		assertThat(written.subList(before, written.size())).containsExactly("begun session GET profile-service null",
				"ended session GET profile-service 200");
	}

	@Test
	void writesDownHowItEndedAtTheMachineAlsoWhereItWasRefused() {
		assertThat(manage("DELETE", "tokens/nobody-made-it", null).statusCode()).isEqualTo(404);
		assertThat(audited("owner/tokens/nobody-made-it")).containsExactly("begun machine POST gateway null",
				"ended machine POST gateway 404");
	}

	@Test
	void doesNothingThatCannotBeWrittenDown() {
		var browser = loggedIn();
		sql("alter table audit_entry rename to away");
		try {
			assertProblem(send("PUT", "/api/projects/kiln", "{}", browser.headers()), 503, "owner-unavailable");
			assertThat(projects.requests()).isEmpty();
			assertProblem(logIn(PASSWORD, null), 503, "owner-unavailable");
		}
		finally {
			sql("alter table away rename to audit_entry");
		}
	}

	@Test
	void writesDownThatSheLeftBeforeTheEnd() {
		var browser = loggedIn();
		projects.behaves((_, response) -> Origin.never(response));
		var request = HttpRequest.newBuilder(request("/api/projects/left"), (_, _) -> true)
			.headers(browser.headers())
			.method("DELETE", BodyPublishers.noBody())
			.build();
		var sending = http().sendAsync(request, BodyHandlers.discarding());
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !audited("/api/projects/left").isEmpty());
		sending.cancel(true);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(audited("/api/projects/left")).hasSize(2)
				.last()
				.asString()
				.matches("abandoned session DELETE projects-service null|ended session DELETE projects-service 504"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "update audit_entry set who = 'nobody'", "delete from audit_entry", "truncate audit_entry" })
	void changesNothingThatIsWrittenDown(String change) {
		loggedIn();
		assertThatThrownBy(() -> sql(change)).rootCause().hasMessageContaining("the table audit_entry only grows");
	}

	@Test
	void showsHerWhatIsKeptForEverybody() {
		var browser = loggedIn();
		website.behaves(cacheable("for everybody"));
		assertThat(get("/kept-for-everybody").body()).isEqualTo("for everybody");
		assertThat(get("/kept-for-everybody", browser.headers()).headers().firstValue("Cache-Status").orElseThrow())
			.startsWith("gateway; hit");
	}

	@Test
	void showsNobodyWhatWasHers() {
		var browser = loggedIn();
		website.behaves(cacheable("hers"));
		assertThat(get("/hers", browser.headers()).body()).isEqualTo("hers");
		website.behaves(cacheable("everybody's"));
		assertThat(get("/hers").body()).isEqualTo("everybody's");
		assertThat(get("/hers").headers().firstValue("Cache-Status").orElseThrow()).startsWith("gateway; hit");
	}

	@Test
	void asksAgainInHerNameWhereWhatIsKeptIsStale() {
		var browser = loggedIn();
		website
			.behaves((_, response) -> response.header("Cache-Control", "public, max-age=0, stale-while-revalidate=600")
				.header("Content-Length", "9")
				.header("ETag", "\"1\"")
				.sendString(Mono.just("everybody")));
		assertThat(get("/stale").body()).isEqualTo("everybody");
		website.behaves((request, response) -> response.header("Cache-Control", "public, max-age=600")
			.header("Content-Length", "4")
			.sendString(Mono.just(request.requestHeaders().contains("Authorization") ? "hers" : "ours")));
		assertThat(get("/stale", browser.headers()).body()).isEqualTo("hers");
		// nothing of it goes on in the background or is kept
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(get("/stale").body()).isEqualTo("ours"));
	}

	@Test
	void sharesNoAnswerBetweenHerAndVisitors() {
		var browser = loggedIn();
		var go = Sinks.<String>one();
		var asked = new AtomicInteger();
		website.behaves((request, response) -> {
			asked.incrementAndGet();
			var hers = request.requestHeaders().contains("Authorization");
			return response.header("Cache-Control", "public, max-age=60")
				.header("Content-Length", "4")
				.sendString(go.asMono().map((_) -> hers ? "hers" : "ours"));
		});
		var answers = Stream
			.of(browser.headers(), new String[] { "Accept", "*/*" }, browser.headers(),
					new String[] { "Accept", "*/*" })
			.map((headers) -> CompletableFuture.supplyAsync(() -> get("/at-once", headers).body()))
			.toList();
		// both of hers, and one for both visitors
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> asked.get() == 3);
		go.tryEmitValue("go");
		assertThat(answers.stream().map(CompletableFuture::join)).containsExactly("hers", "ours", "hers", "ours");
	}

	@Test
	void keepsNoAnswerThatSetsACookie() {
		website.behaves((_, response) -> response.header("Cache-Control", "public, max-age=60")
			.header("Set-Cookie", "a=b")
			.header("Content-Length", "2")
			.sendString(Mono.just("ok")));
		get("/cookie");
		assertThat(get("/cookie").headers().firstValue("Cache-Status").orElseThrow()).contains("fwd=uri-miss")
			.doesNotContain("stored");
	}

	@Test
	void rotatesKeys() throws Exception {
		var token = tokenIn(get("/api/projects", loggedIn().headers()));
		var first = token.getHeader().getKeyID();
		age("1 day", 1);
		var browser = loggedIn();
		// the next one is shown first
		assertThat(tokenIn(get("/api/projects", browser.headers())).getHeader().getKeyID()).isEqualTo(first);
		assertThat(keyIds()).hasSize(2).contains(first);
		sql("update signing_key set created_at = created_at - interval '6 minutes'");
		var second = tokenIn(get("/api/projects", browser.headers())).getHeader().getKeyID();
		assertThat(second).isNotEqualTo(first);
		assertThat(keyIds()).containsExactlyInAnyOrder(first, second);
		// what was signed before is still good
		assertThat(token.verify(
				new ECDSAVerifier(JWKSet.parse(get("/.well-known/jwks.json").body()).getKeyByKeyId(first).toECKey())))
			.isTrue();
		age("1 day", 1);
		get("/api/projects", browser.headers());
		assertThat(keyIds()).hasSize(2).contains(second).doesNotContain(first);
		sql("delete from signing_key where id <> '%s'".formatted(second));
	}

	@Test
	void signsWithAnotherKeyAtOnceWhereOneWasTakenAway() throws Exception {
		var browser = loggedIn();
		var stolen = tokenIn(get("/api/projects", browser.headers())).getHeader().getKeyID();
		sql("delete from signing_key");
		var next = tokenIn(get("/api/projects", browser.headers())).getHeader().getKeyID();
		assertThat(next).isNotEqualTo(stolen);
		assertThat(keyIds()).containsExactly(next);
	}

	private void age(String interval, int periods) {
		sql("update signing_key set created_at = created_at - interval '%s', period = period - %d - 1000000"
			.formatted(interval, periods));
		sql("update signing_key set period = period + 1000000");
	}

	private List<String> keyIds() throws Exception {
		return JWKSet.parse(get("/.well-known/jwks.json").body())
			.getKeys()
			.stream()
			.map((key) -> key.getKeyID())
			.toList();
	}

	@Test
	void showsPublicKeysOnly() {
		var answer = get("/.well-known/jwks.json");
		assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("public").contains("max-age=0");
		assertThat(json(answer).path("keys").values().stream().map((key) -> key.propertyNames())).allSatisfy(
				(names) -> assertThat(names).containsExactlyInAnyOrder("kty", "use", "crv", "kid", "x", "y", "alg"));
	}

	private static SignedJWT tokenIn(HttpResponse<String> answer) throws Exception {
		return SignedJWT.parse(answer.headers()
			.firstValue("Origin-Got-Authorization")
			.orElseThrow(() -> new AssertionError(Map.of("status", answer.statusCode(), "body", answer.body())))
			.substring("Bearer ".length()));
	}

	private static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> cacheable(String body) {
		return (_, response) -> response.header("Cache-Control", "public, max-age=600")
			.header("Content-Length", String.valueOf(body.length()))
			.sendString(Mono.just(body));
	}

}
