package dev.akshay.portfolio.acceptance;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation of every service, asked by every kind of caller: through the gateway,
 * and past it at the service itself. What nobody here knows is the owner's, so that
 * nothing new is open by being forgotten.
 */
@WithSuite
@TestInstance(Lifecycle.PER_CLASS)
class EveryCallerTests {

	private static final String PASSWORD = "known in this test alone";

	/** What is for everybody. */
	private static final Set<String> PUBLIC = Set.of("GET /api/contact/challenge", "GET /api/contact/figures",
			"POST /api/contact/messages", "GET /api/contact/receipts/{receipt}", "GET /api/insights",
			"GET /api/insights/{slug}", "GET /api/labs/breaker/runs/{id}", "GET /api/labs/edge/runs/{id}",
			"GET /api/labs/idempotency/runs/{id}", "GET /api/labs/purge/notes/{id}", "GET /api/labs/purge/runs/{id}",
			"GET /api/labs/tail/runs/{id}", "POST /api/labs/breaker/runs", "POST /api/labs/edge/runs",
			"POST /api/labs/idempotency/runs", "POST /api/labs/purge/runs", "POST /api/labs/tail/runs",
			"GET /api/live/events", "GET /api/live/figures", "GET /api/live/topology", "GET /api/live/traces/{traceId}",
			"GET /api/profile", "GET /api/profile/resume.json", "GET /api/profile/resume.pdf", "GET /api/projects",
			"GET /api/projects/{slug}", "GET /media/{file}");

	/** What changes nothing, though its method might. */
	private static final Set<String> READING = Set.of("POST /api/insights/preview", "POST /api/profile/preview",
			"POST /api/projects/preview");

	private static final List<String> SCOPES = List.of("audit:read", "content:read", "content:write", "inbox:read",
			"inbox:write");

	private static final String REFUSED = "401 owner-only";

	private static final String BAD_TOKEN = "401 invalid-token";

	private static final String OPEN = "open";

	/** What somebody might try who takes services for trusting. */
	private static final List<String> PRETENCE = List.of("X-Forwarded-For", "127.0.0.1", "X-Forwarded-Proto", "https",
			"X-Forwarded-User", "owner", "X-Real-IP", "127.0.0.1", "X-User", "owner", "X-Scope", "content:write",
			"Forwarded", "for=127.0.0.1;by=gateway", "baggage", "owner=owner,sub=owner,scope=content:write,via=session",
			"tracestate", "owner=session", "X-CSRF-Token", "A", "X-HTTP-Method-Override", "GET");

	private final Suite suite;

	private final Owner owner;

	private final Map<String, String> services;

	/** How those who have changed no password yet were answered. */
	private final Map<Operation, Answer> onceOnly = new HashMap<>();

	private final Map<Outsider, List<String>> shown = new EnumMap<>(Outsider.class);

	private final Map<String, List<String>> tokens = new HashMap<>();

	private final SignedTokens signing;

	EveryCallerTests(Suite suite) {
		this.suite = suite;
		this.owner = new Owner(suite);
		this.services = suite.status()
			.get("processes")
			.valueStream()
			.collect(Collectors.toMap((process) -> process.path("name").asString(),
					(process) -> process.path("url").asString(""), (first, _) -> first));
		var keyId = Suite.JSON.readTree(suite.get("/.well-known/jwks.json").body())
			.path("keys")
			.path(0)
			.path("kid")
			.asString();
		this.signing = SignedTokens.of(new OwnerRecords(suite).signingKey(keyId));
	}

	@BeforeAll
	void beEverybody() {
		var session = this.owner.logInOnce();
		operations().forEach((operation) -> this.onceOnly.put(operation, ask(operation, "", session.headers())));
		this.owner.choose(session, PASSWORD);
		var left = this.owner.logIn(PASSWORD);
		this.suite.send(this.suite.request("/api/session", left.headers()).DELETE());
		this.shown.putAll(Map.of(Outsider.NOBODY, List.of(), Outsider.PRETENDER, PRETENCE, Outsider.BASIC,
				List.of("Authorization", "Basic b3duZXI6b3duZXI="), Outsider.FORGED_COOKIE,
				List.of("Cookie", "studio-session=" + "A".repeat(43), "X-CSRF-Token", "A"), Outsider.LOGGED_OUT,
				List.of(left.headers()), Outsider.SESSION, List.of(session.headers()), Outsider.OTHER_PAGE,
				List.of("Cookie", session.cookie()), Outsider.WRONG_CSRF,
				List.of("Cookie", session.cookie(), "X-CSRF-Token", left.csrf())));
		SCOPES.forEach((scope) -> {
			this.tokens.put(scope, token(session, List.of(scope)));
			this.tokens.put("not " + scope,
					token(session, SCOPES.stream().filter((other) -> !other.equals(scope)).toList()));
		});
		var expired = token(session, SCOPES);
		new OwnerRecords(this.suite).expire(idIn(expired));
		var revoked = token(session, SCOPES);
		this.suite.send(this.suite.request("/api/tokens/" + idIn(revoked), session.headers()).DELETE());
		this.shown.put(Outsider.EXPIRED_TOKEN, expired);
		this.shown.put(Outsider.REVOKED_TOKEN, revoked);
		this.shown.put(Outsider.UNKNOWN_TOKEN, bearer("pf_000000000000_" + "A".repeat(43)));
	}

	private List<String> token(Owner.Session session, List<String> scopes) {
		var name = "every-caller-%d-%d".formatted(Instant.now().toEpochMilli(), this.tokens.size());
		var made = this.suite.post("/api/tokens",
				Suite.JSON.writeValueAsString(Map.of("name", name, "scopes", scopes, "days", 1)),
				Stream.concat(Stream.of(session.headers()), Stream.of("Content-Type", "application/json"))
					.toArray(String[]::new));
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		return bearer(Suite.JSON.readTree(made.body()).path("token").asString());
	}

	private static String idIn(List<String> token) {
		return token.getLast().split("_")[1];
	}

	private static List<String> bearer(String value) {
		return List.of("Authorization", "Bearer " + value);
	}

	static Stream<Operation> operations() {
		// of these the documents tell in words alone
		return Stream.concat(Operation.all(),
				Stream.of("insights", "projects")
					.map((kind) -> new Operation(kind + "-service", "GET", "/api/%s?view=deleted".formatted(kind), "",
							Operation.IN_WORDS)));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void documentSaysWhomItIsFor(Operation operation) {
		assertThat(operation.documentedScope()).isEqualTo(Objects.requireNonNullElse(scope(operation), ""));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void gatewayLetsInWhoMay(Operation operation) {
		SoftAssertions.assertSoftly((each) -> {
			for (var caller : Outsider.values()) {
				var answer = (caller == Outsider.ONE_TIME_PASSWORD) ? this.onceOnly.get(operation)
						: ask(operation, "", headers(caller, operation));
				each.assertThat(meaning(answer))
					.as("%s by %s: %s", operation, caller, answer)
					.isIn(expected(operation, caller));
			}
		});
	}

	@ParameterizedTest
	@MethodSource("operations")
	void serviceBelievesTheGatewayAlone(Operation operation) {
		SoftAssertions.assertSoftly((each) -> {
			for (var caller : Insider.values()) {
				var answer = ask(operation, this.services.get(operation.service()), headers(caller, operation));
				each.assertThat(meaning(answer))
					.as("%s by %s: %s", operation, caller, answer)
					.isEqualTo(expected(operation, caller));
			}
		});
	}

	static Stream<Operation> changes() {
		return operations().filter((operation) -> !operation.isSafe() && scope(operation) != null);
	}

	@ParameterizedTest
	@MethodSource("changes")
	void whatIsDoneInHerNameIsWrittenDown(Operation operation) {
		for (var caller : List.of(Outsider.SESSION, Outsider.TOKEN)) {
			var answer = ask(operation, "", headers(caller, operation));
			var log = this.suite.get("/api/audit?limit=2", this.tokens.get("audit:read").toArray(String[]::new));
			var entries = Suite.JSON.readTree(log.body()).path("entries").valueStream().toList();
			assertThat(entries).extracting((entry) -> entry.path("phase").asString()).containsExactly("ended", "begun");
			assertThat(entries).allSatisfy((entry) -> {
				assertThat(entry.path("method").asString()).isEqualTo(operation.method());
				assertThat(entry.path("path").asString()).isEqualTo(operation.path());
				assertThat(entry.path("service").asString()).isEqualTo(operation.service());
				assertThat(entry.path("who").asString())
					.startsWith((caller == Outsider.TOKEN) ? "token:every-caller-" : "session");
			});
			assertThat(entries.getFirst().path("status").asInt()).isEqualTo(answer.status());
			assertThat(entries).extracting((entry) -> entry.path("action").asString())
				.containsOnly(entries.getFirst().path("action").asString());
		}
	}

	/** The rules, all of them: what an operation needs, {@code null} for nothing. */
	private static String scope(Operation operation) {
		if (PUBLIC.contains(operation.toString())) {
			return null;
		}
		// whoever may import may see how it gets on
		var reads = (operation.isSafe() && !operation.toString().contains("/imports/"))
				|| READING.contains(operation.toString());
		return (operation.service().equals("contact-service") ? "inbox:" : "content:") + (reads ? "read" : "write");
	}

	private static List<String> expected(Operation operation, Outsider caller) {
		if (scope(operation) == null) {
			// a bad token is told, unless the edge has the answer at hand
			return caller.showsBadToken() ? List.of(BAD_TOKEN, OPEN) : List.of(OPEN);
		}
		return List.of(switch (caller) {
			case NOBODY, PRETENDER, BASIC, FORGED_COOKIE, LOGGED_OUT, FORGED_JWT, UNSIGNED_JWT, SERVICES_JWT -> REFUSED;
			case EXPIRED_TOKEN, REVOKED_TOKEN, UNKNOWN_TOKEN -> BAD_TOKEN;
			case TOKEN_WITHOUT_SCOPE -> "403 scope-missing";
			case ONE_TIME_PASSWORD -> "403 password-change-required";
			case OTHER_PAGE, WRONG_CSRF -> operation.isSafe() ? OPEN : "403 csrf-token-missing";
			case TOKEN, SESSION -> OPEN;
		});
	}

	private static String expected(Operation operation, Insider caller) {
		if (scope(operation) == null) {
			return OPEN;
		}
		return switch (caller) {
			case GATEWAY -> OPEN;
			case GATEWAY_WITHOUT_SCOPE -> "403 scope-missing";
			default -> REFUSED;
		};
	}

	private List<String> headers(Outsider caller, Operation operation) {
		var scope = scope(operation);
		return switch (caller) {
			case TOKEN -> this.tokens.get((scope != null) ? scope : "audit:read");
			case TOKEN_WITHOUT_SCOPE -> this.tokens.get("not " + ((scope != null) ? scope : "audit:read"));
			case FORGED_JWT -> bearer(this.signing.forged(claims(operation)));
			case UNSIGNED_JWT -> bearer(this.signing.unsigned(claims(operation)));
			case SERVICES_JWT -> bearer(this.signing.genuine(claims(operation)));
			default -> this.shown.get(caller);
		};
	}

	private List<String> headers(Insider caller, Operation operation) {
		return switch (caller) {
			case NOBODY -> List.of();
			case PRETENDER -> PRETENCE;
			case BASIC -> this.shown.get(Outsider.BASIC);
			case SESSION -> this.shown.get(Outsider.SESSION);
			case API_TOKEN -> headers(Outsider.TOKEN, operation);
			case FORGED -> headers(Outsider.FORGED_JWT, operation);
			case UNSIGNED -> headers(Outsider.UNSIGNED_JWT, operation);
			case SYMMETRIC -> bearer(this.signing.symmetric(claims(operation)));
			case FOR_ANOTHER_SERVICE ->
				changed(operation, (claims) -> claims.put("aud", "another-than-" + operation.service()));
			case FROM_ANOTHER_ISSUER -> changed(operation, (claims) -> claims.put("iss", "somebody"));
			case EXPIRED ->
				changed(operation, (claims) -> claims.put("exp", Instant.now().minusSeconds(300).getEpochSecond()));
			case NOT_YET_GOOD ->
				changed(operation, (claims) -> claims.put("nbf", Instant.now().plusSeconds(300).getEpochSecond()));
			case ENDLESS -> changed(operation, (claims) -> claims.remove("exp"));
			case WITHOUT_SCOPES -> changed(operation, (claims) -> claims.remove("scope"));
			case GATEWAY_WITHOUT_SCOPE -> changed(operation,
					(claims) -> claims.put("scope",
							SCOPES.stream()
								.filter((scope) -> !scope.equals(scope(operation)))
								.collect(Collectors.joining(" "))));
			case GATEWAY -> headers(Outsider.SERVICES_JWT, operation);
		};
	}

	private List<String> changed(Operation operation, Consumer<Map<String, Object>> change) {
		var claims = claims(operation);
		change.accept(claims);
		return bearer(this.signing.genuine(claims));
	}

	private static Map<String, Object> claims(Operation operation) {
		var scope = scope(operation);
		var claims = SignedTokens.claims(operation.service(), (scope != null) ? scope : "");
		if (operation.address().equals("/api/export")) {
			// it asks those who keep the rest
			claims.put("aud", List.of(operation.service(), "projects-service", "insights-service"));
		}
		return claims;
	}

	private Answer ask(Operation operation, String base, String... headers) {
		return ask(operation, base, Arrays.asList(headers));
	}

	/**
	 * On a machine that stands still for a moment, once more: nothing is changed here.
	 */
	private Answer ask(Operation operation, String base, List<String> headers) {
		var answer = Answer.of(this.suite.send(operation.request(this.suite, base, headers)));
		return (answer.status() < 502) ? answer
				: Answer.of(this.suite.send(operation.request(this.suite, base, headers)));
	}

	/** Whether somebody came as far as where it is asked what she wants. */
	private static String meaning(Answer answer) {
		if (Set.of("invalid-token", "owner-only", "scope-missing", "csrf-token-missing", "password-change-required")
			.contains(answer.problem())) {
			return answer.kept() ? "kept" : "%d %s".formatted(answer.status(), answer.problem());
		}
		var asked = answer.status() < 500 && !Set.of(401, 403, 429).contains(answer.status())
				&& !Set.of("not-found", "method-not-allowed", "unsupported-media-type").contains(answer.problem());
		return asked ? OPEN : "neither open nor refused";
	}

	/** Who comes through the gateway. */
	private enum Outsider {

		NOBODY, PRETENDER, BASIC, FORGED_COOKIE, LOGGED_OUT, FORGED_JWT, UNSIGNED_JWT,
		/** has got hold of what the gateway sends to services */
		SERVICES_JWT, EXPIRED_TOKEN, REVOKED_TOKEN, UNKNOWN_TOKEN,
		/** has every scope but the one that is needed */
		TOKEN_WITHOUT_SCOPE,
		/** has the one scope that is needed */
		TOKEN, ONE_TIME_PASSWORD,
		/** sends the cookie along from a page that is none of ours */
		OTHER_PAGE, WRONG_CSRF, SESSION;

		boolean showsBadToken() {
			return this == EXPIRED_TOKEN || this == REVOKED_TOKEN || this == UNKNOWN_TOKEN;
		}

	}

	/** Who stands before the service itself, on the machine. */
	private enum Insider {

		NOBODY, PRETENDER, BASIC, SESSION, API_TOKEN, FORGED, UNSIGNED, SYMMETRIC, FOR_ANOTHER_SERVICE,
		FROM_ANOTHER_ISSUER, EXPIRED, NOT_YET_GOOD, ENDLESS, WITHOUT_SCOPES, GATEWAY_WITHOUT_SCOPE, GATEWAY

	}

	/**
	 * What somebody was answered.
	 *
	 * @param status the status
	 * @param problem the last part of the problem's type, if it is one
	 * @param kept whether somebody may keep the answer
	 */
	private record Answer(int status, String problem, boolean kept) {

		static Answer of(HttpResponse<String> response) {
			return new Answer(response.statusCode(), problem(response),
					!response.headers().firstValue("Cache-Control").orElse("").contains("no-store"));
		}

		private static String problem(HttpResponse<String> response) {
			if (response.statusCode() < 400) {
				return "";
			}
			try {
				var type = Suite.JSON.readTree(response.body()).path("type").asString("");
				return type.substring(type.lastIndexOf('/') + 1);
			}
			catch (JacksonException _) {
				return "";
			}
		}

	}

}
