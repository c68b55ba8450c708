package dev.akshay.portfolio.gateway;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** Every endpoint of the gateway itself, asked by every kind of caller. */
class OwnerMatrixIntegrationTests extends OwnerTest {

	private static final Set<String> FOR_EVERYBODY = Set.of("GET /.well-known/jwks.json", "POST /api/session",
			"POST /studio/login", "POST /studio/logout", "GET /api/docs", "GET /api/docs/{hash}/{name}",
			"POST /api/live/chaos", "GET /api/live/chaos", "DELETE /api/live/chaos");

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	/** What is the owner's, and what becomes of a request that is let through. */
	private enum Endpoint {

		SESSION("GET", "/api/session", null, Who.NEW_SESSION, 200),
		LOG_OUT("DELETE", "/api/session", null, Who.NEW_SESSION, 204),
		PASSWORD("PUT", "/api/session/password", """
				{"current": "%s", "next": "a password of another kind"}""".formatted(OwnerTest.PASSWORD),
				Who.NEW_SESSION, 204),
		OFFER("POST", "/api/session/second-factor", null, Who.SESSION, 200),
		ON("PUT", "/api/session/second-factor", "{\"code\": \"000000\"}", Who.SESSION, 401),
		OFF("DELETE", "/api/session/second-factor", "{\"code\": \"000000\"}", Who.SESSION, 401),
		TOKENS("GET", "/api/tokens", null, Who.SESSION, 200), MAKE("POST", "/api/tokens", """
				{"name": "another", "scopes": ["content:read"], "days": 1}""", Who.SESSION, 201),
		REVOKE("DELETE", "/api/tokens/any", null, Who.SESSION, 404), AUDIT("GET", "/api/audit", null, Who.AUDITOR, 200),
		TABLE("GET", "/api/audit.csv", null, Who.AUDITOR, 200);

		private final String method;

		private final String path;

		private final String body;

		private final Who who;

		private final int status;

		Endpoint(String method, String path, String body, Who who, int status) {
			this.method = method;
			this.path = path;
			this.body = body;
			this.who = who;
			this.status = status;
		}

		private String mapping() {
			return this.method + " " + this.path.replace("any", "{id}");
		}

	}

	/** Whom an endpoint is for. */
	private enum Who {

		/** a session, also of a password that is to be changed */
		NEW_SESSION,
		/** a session */
		SESSION,
		/** a session, or a token with the scope */
		AUDITOR

	}

	private enum Caller {

		NOBODY, FORGED_COOKIE, EXPIRED_SESSION, LOGGED_OUT, STRANGERS_PASSWORD, SERVICE_TOKEN, SESSION, OTHER_PAGE,
		WRONG_CSRF, ONE_TIME_PASSWORD, TOKEN, TOKEN_WITHOUT_SCOPE, EXPIRED_TOKEN, REVOKED_TOKEN, UNKNOWN_TOKEN,
		UNKNOWN_TOKEN_IN_SESSION

	}

	static Stream<Arguments> everyCombination() {
		return Arrays.stream(Endpoint.values())
			.flatMap((endpoint) -> Arrays.stream(Caller.values()).map((caller) -> Arguments.of(endpoint, caller)));
	}

	@ParameterizedTest
	@MethodSource("everyCombination")
	void letsInWhoMay(Endpoint endpoint, Caller caller) {
		var headers = headersOf(caller);
		var answer = send(endpoint.method, endpoint.path, endpoint.body, headers);
		var refusal = refusal(endpoint, caller);
		if (refusal == null) {
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(endpoint.status);
			assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
			return;
		}
		var parts = refusal.split(" ");
		assertProblem(answer, Integer.parseInt(parts[0]), parts[1]);
		assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
	}

	private String refusal(Endpoint endpoint, Caller caller) {
		var forSessions = endpoint.who != Who.AUDITOR;
		var safe = "GET".equals(endpoint.method);
		return switch (caller) {
			case NOBODY, FORGED_COOKIE, EXPIRED_SESSION, LOGGED_OUT, STRANGERS_PASSWORD, SERVICE_TOKEN ->
				forSessions ? "401 not-logged-in" : "401 owner-only";
			case SESSION -> null;
			case OTHER_PAGE, WRONG_CSRF -> safe ? null : "403 csrf-token-missing";
			case ONE_TIME_PASSWORD -> (endpoint.who == Who.NEW_SESSION) ? null : "403 password-change-required";
			case TOKEN -> forSessions ? "403 session-required" : null;
			case TOKEN_WITHOUT_SCOPE -> forSessions ? "403 session-required" : "403 scope-missing";
			case EXPIRED_TOKEN, REVOKED_TOKEN, UNKNOWN_TOKEN, UNKNOWN_TOKEN_IN_SESSION -> "401 invalid-token";
		};
	}

	private String[] headersOf(Caller caller) {
		return switch (caller) {
			case NOBODY -> new String[] { "Accept", "*/*" };
			case FORGED_COOKIE -> new String[] { "Cookie", "studio-session=" + "A".repeat(43), "X-CSRF-Token", "A" };
			case EXPIRED_SESSION -> afterwards("update session set seen_at = now() - interval '13 hours'");
			case LOGGED_OUT -> afterwards("delete from session");
			case STRANGERS_PASSWORD -> authorization("Basic b3duZXI6b3duZXI=");
			case SERVICE_TOKEN -> authorization(get("/api/projects", loggedIn().headers()).headers()
				.firstValue("Origin-Got-Authorization")
				.orElseThrow());
			case SESSION -> loggedIn().headers();
			case OTHER_PAGE -> new String[] { "Cookie", loggedIn().cookie() };
			case WRONG_CSRF -> new String[] { "Cookie", loggedIn().cookie(), "X-CSRF-Token", loggedIn().csrf() };
			case ONE_TIME_PASSWORD -> afterwards("update credential set one_time = true");
			case TOKEN -> authorization(token("audit:read"));
			case TOKEN_WITHOUT_SCOPE -> authorization(token("content:write"));
			case EXPIRED_TOKEN -> expired(token("audit:read"), "expires_at = now() - interval '1 second'");
			case REVOKED_TOKEN -> expired(token("audit:read"), "revoked_at = now()");
			case UNKNOWN_TOKEN -> authorization("Bearer pf_000000000000_" + "A".repeat(43));
			case UNKNOWN_TOKEN_IN_SESSION ->
				Stream
					.concat(Stream.of(loggedIn().headers()),
							Stream.of("Authorization", "Bearer pf_000000000000_" + "A".repeat(43)))
					.toArray(String[]::new);
		};
	}

	private String[] afterwards(String statement) {
		var headers = loggedIn().headers();
		sql(statement);
		return headers;
	}

	private String[] expired(String token, String change) {
		sql("update api_token set " + change);
		return authorization(token);
	}

	private static String[] authorization(String value) {
		return new String[] { "Authorization", value };
	}

	private String token(String scope) {
		var made = manage("POST", "tokens", "{\"name\": \"ci\", \"scopes\": \"%s\", \"days\": \"1\"}".formatted(scope));
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return "Bearer " + json(made).path("token").asString();
	}

	@Test
	void forgetsNoEndpoint() {
		var there = this.mappings.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getValue()
				.getBeanType()
				.getPackageName()
				.startsWith("dev.akshay.portfolio.gateway"))
			.map(Map.Entry::getKey)
			.flatMap((mapping) -> mapping.getMethodsCondition()
				.getMethods()
				.stream()
				.flatMap((method) -> mapping.getPatternsCondition()
					.getPatterns()
					.stream()
					.map((pattern) -> method + " " + pattern.getPatternString())))
			.collect(Collectors.toSet());
		var tried = Arrays.stream(Endpoint.values()).map(Endpoint::mapping);
		assertThat(there).containsExactlyInAnyOrderElementsOf(
				Stream.concat(tried, FOR_EVERYBODY.stream()).collect(Collectors.toSet()));
	}

}
