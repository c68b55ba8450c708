package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OidcIntegrationTests extends OwnerTest {

	private static final String START = "/studio/login/oidc";

	private static final String CALLBACK = START + "/callback";

	private static final StubProvider provider = new StubProvider();

	@DynamicPropertySource
	static void configured(DynamicPropertyRegistry properties) {
		properties.add("portfolio.owner.oidc.issuer", provider::issuer);
		properties.add("portfolio.owner.oidc.client-id", () -> StubProvider.CLIENT);
		properties.add("portfolio.owner.oidc.client-secret", () -> StubProvider.SECRET);
		properties.add("portfolio.owner.oidc.subjects", () -> "the-owner,another-name-of-hers");
		properties.add("portfolio.owner.oidc.patience", () -> "20s");
	}

	@AfterAll
	static void stopProvider() {
		provider.close();
	}

	@BeforeEach
	void honestProvider() {
		provider.reset();
		sql("delete from sign_in");
	}

	@Test
	void letsInWhomTheProviderKnows() {
		var begun = get(START);
		assertThat(begun.statusCode()).isEqualTo(303);
		assertThat(begun.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow()).matches(
				"studio-sign-in=[A-Za-z0-9_-]{43}; Path=/studio/login/oidc; Max-Age=600; Expires=[^;]+; HttpOnly; SameSite=Lax");
		var ended = get(comeBack(begun), "Cookie", cookie(begun));
		assertThat(ended.statusCode()).isEqualTo(303);
		assertThat(ended.headers().firstValue("Location")).contains("/studio");
		var session = session(ended);
		assertThat(ended.headers().allValues("Set-Cookie"))
			.anySatisfy(
					(line) -> assertThat(line).startsWith("studio-session=").endsWith("; HttpOnly; SameSite=Strict"))
			.anySatisfy((line) -> assertThat(line).startsWith("studio-sign-in=; ").contains("Max-Age=0"));
		var told = json(get("/api/session", "Cookie", session));
		assertThat(told.path("scopes").size()).isEqualTo(5);
		var change = send("PUT", "/api/projects/by-provider", "{}", "Cookie", session, "X-CSRF-Token",
				told.path("csrf").asString());
		assertThat(change.headers().firstValue("Origin-Got-Authorization")).isPresent();
		assertThat(audited("/api/projects/by-provider")).containsExactly("begun session PUT projects-service null",
				"ended session PUT projects-service 200");
	}

	@ParameterizedTest
	@ValueSource(strings = { "seen_at = now() - interval '12 hours 1 second'",
			"created_at = now() - interval '7 days 1 second'" })
	void beginsASessionThatEndsAsAnyOther(String change) {
		var session = session(attempt());
		assertThat(get("/api/session", "Cookie", session).statusCode()).isEqualTo(200);
		sql("update session set " + change);
		assertThat(get("/api/session", "Cookie", session).statusCode()).isEqualTo(401);
	}

	@Test
	void letsInWhereverTheListNamesHer() {
		provider.claims((claims) -> claims.subject("another-name-of-hers"));
		assertThat(session(attempt())).startsWith("studio-session=");
	}

	@Test
	void doesNotAskForAPasswordThatSheMayNotKnow() {
		sql("update credential set one_time = true");
		var session = session(attempt());
		assertThat(json(get("/api/session", "Cookie", session)).path("passwordChangeRequired").asBoolean(true))
			.isFalse();
		sql("delete from credential");
		assertThat(get("/api/session", "Cookie", session).statusCode()).isEqualTo(200);
		assertThat(get("/api/tokens", "Cookie", session).statusCode()).isEqualTo(200);
	}

	@Test
	void writesDownWhoComesIn() {
		var before = audited(CALLBACK).size();
		attempt();
		provider.claims((claims) -> claims.subject("somebody"));
		attempt();
		provider.failsAt("token");
		attempt();
		var entries = audited(CALLBACK);
		assertThat(entries.subList(before, entries.size())).containsExactly("begun nobody GET gateway null",
				"ended nobody GET gateway 303", "begun nobody GET gateway null", "ended nobody GET gateway 401",
				"begun nobody GET gateway null", "ended nobody GET gateway 503");
		assertThat(sql("select a::text from audit_entry a")).noneMatch((row) -> row.contains("code-"));
	}

	static Stream<Arguments> lies() {
		return Stream.of(arguments("somebody else", lie((claims) -> claims.subject("somebody"))),
				arguments("nobody", lie((claims) -> claims.subject(null))),
				arguments("of another log-in", lie((claims) -> claims.claim("nonce", "another"))),
				arguments("of no log-in", lie((claims) -> claims.claim("nonce", null))),
				arguments("for another site", lie((claims) -> claims.audience("another-site"))),
				arguments("for two sites, and another one asked",
						lie((claims) -> claims.audience(List.of(StubProvider.CLIENT, "another-site"))
							.claim("azp", "another-site"))),
				arguments("of another provider", lie((claims) -> claims.issuer("https://another.example.org"))),
				arguments("over", lie((claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))))),
				arguments("endless", lie((claims) -> claims.expirationTime(null))));
	}

	private static Consumer<JWTClaimsSet.Builder> lie(Consumer<JWTClaimsSet.Builder> lie) {
		return lie;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("lies")
	void refusesATokenThatIs(String what, Consumer<JWTClaimsSet.Builder> lie) {
		provider.claims(lie);
		assertRefused(attempt());
	}

	static Stream<Arguments> signatures() {
		return Stream.of(arguments("signed by nobody", signature((claims) -> new PlainJWT(claims).serialize())),
				arguments("signed by somebody",
						signature((claims) -> StubProvider.sign(claims, StubProvider.newKey("of-the-provider")))),
				arguments("signed with the secret", signature(OidcIntegrationTests::symmetric)),
				arguments("no token", signature((_) -> "nothing")));
	}

	private static Function<JWTClaimsSet, String> signature(Function<JWTClaimsSet, String> signature) {
		return signature;
	}

	private static String symmetric(JWTClaimsSet claims) {
		try {
			var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
			token.sign(new MACSigner(StubProvider.SECRET.repeat(4).getBytes(StandardCharsets.UTF_8)));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("signatures")
	void refusesWhatIs(String what, Function<JWTClaimsSet, String> signature) {
		provider.signs(signature);
		assertRefused(attempt());
	}

	@Test
	void refusesWhoComesBackToSomethingElse() {
		var begun = get(START);
		var back = comeBack(begun);
		assertRefused(get(back.replaceAll("state=[^&]+", "state=another"), "Cookie", cookie(begun)));
		// it is used up now
		assertRefused(get(back, "Cookie", cookie(begun)));
		assertThat(provider.asked()).doesNotContain("token");
	}

	@Test
	void refusesABrowserThatWasNotSent() {
		var begun = get(START);
		var back = comeBack(begun);
		var written = audited(CALLBACK).size();
		assertRefused(get(back));
		assertRefused(get(back, "Cookie", "studio-sign-in=" + "A".repeat(43)));
		assertThat(audited(CALLBACK)).as("strangers fill nothing").hasSize(written);
		assertRefused(get(back, "Cookie", cookie(get(START))));
		assertThat(provider.asked()).doesNotContain("token");
	}

	@Test
	void refusesWhoComesBackTwice() {
		var begun = get(START);
		var back = comeBack(begun);
		assertThat(session(get(back, "Cookie", cookie(begun)))).isNotEmpty();
		assertRefused(get(back, "Cookie", cookie(begun)));
	}

	@Test
	void refusesWhoComesBackTooLate() {
		var begun = get(START);
		sql("update sign_in set begun_at = now() - interval '11 minutes'");
		assertRefused(get(comeBack(begun), "Cookie", cookie(begun)));
	}

	@Test
	void refusesTheCodeOfAnotherLogIn() {
		var hers = get(START);
		var others = get(START);
		var code = URI.create(comeBack(others)).getQuery().replaceAll(".*code=([^&]+).*", "$1");
		// of the right browser with the right state: PKCE tells
		assertRefused(get(comeBack(hers).replaceAll("code=[^&]+", "code=" + code), "Cookie", cookie(hers)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "?error=access_denied&state={state}", "?state={state}", "?code=&state={state}", "",
			"?code=code-0", "?code=a&code=b&state={state}",
			"?code=code-0&state={state}&iss=https://another.example.org" })
	void refusesWhatSaysNothing(String query) {
		var begun = get(START);
		var state = URI.create(comeBack(begun)).getRawQuery().replaceAll(".*state=([^&]+).*", "$1");
		assertRefused(get(CALLBACK + query.replace("{state}", state), "Cookie", cookie(begun)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "token", "keys" })
	void saysThatTheProviderDoesNotAnswer(String what) {
		provider.failsAt(what);
		var answer = attempt();
		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location")).contains("/studio/login?unavailable");
		assertThat(answer.headers().allValues("Set-Cookie")).noneMatch((line) -> line.startsWith("studio-session="));
	}

	@Test
	void keepsWhatItNeedsToItself() {
		var begun = get(START);
		var cookie = cookie(begun).split("=", 2)[1];
		assertThat(begun.headers().firstValue("Location").orElseThrow()).doesNotContain(cookie)
			.doesNotContain(StubProvider.SECRET);
		assertThat(sql("select s::text from sign_in s")).singleElement().asString().doesNotContain(cookie);
	}

	@Test
	void startsAreOfOneBrowserEach() {
		assertThat(Stream.generate(() -> cookie(get(START))).parallel().limit(8)).doesNotHaveDuplicates();
	}

	@Test
	void wantsTheBrowserOverTlsWhereItCameByTls() {
		var begun = get(START, "X-Forwarded-For", "127.0.0.1", "X-Forwarded-Proto", "https");
		assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
		assertThat(begun.headers().firstValue("Location").orElseThrow()).contains("redirect_uri=https://127.0.0.1");
	}

	private HttpResponse<String> attempt() {
		var begun = get(START);
		return get(comeBack(begun), "Cookie", cookie(begun));
	}

	private static String comeBack(HttpResponse<String> begun) {
		var back = provider.authorize(URI.create(begun.headers().firstValue("Location").orElseThrow()));
		assertThat(back.getPath()).isEqualTo(CALLBACK);
		return back.getRawPath() + "?" + back.getRawQuery();
	}

	private static String cookie(HttpResponse<String> begun) {
		return begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
	}

	private static String session(HttpResponse<String> ended) {
		return ended.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((line) -> line.startsWith("studio-session="))
			.map((line) -> line.split(";", 2)[0])
			.findFirst()
			.orElseThrow(() -> new AssertionError(ended.headers().map()));
	}

	private static void assertRefused(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location")).contains("/studio/login?failed");
		assertThat(answer.headers().allValues("Set-Cookie")).noneMatch((line) -> line.startsWith("studio-session="));
	}

}
