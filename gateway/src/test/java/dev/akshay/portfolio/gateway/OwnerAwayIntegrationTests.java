package dev.akshay.portfolio.gateway;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of the owner and of everybody else while the database is away. */
class OwnerAwayIntegrationTests extends OwnerTest {

	private static final String NO_TOKEN = "Bearer pf_000000000000_" + "A".repeat(43);

	@AfterEach
	void bringBack() {
		sqlOutside("alter database {database} allow_connections true");
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> logIn("wrong", null).statusCode() == 401);
	}

	private void takeAway() {
		sqlOutside("alter database {database} allow_connections false");
		sqlOutside("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");
	}

	@Test
	void servesTheSite() {
		var browser = loggedIn();
		takeAway();
		assertThat(get("/").headers().firstValue("Origin-Name")).contains("website");
		assertThat(get("/api/projects").statusCode()).isEqualTo(200);
		assertThat(send("POST", "/contact", "name=Ada").statusCode()).isEqualTo(200);
		// in her browser she is a visitor meanwhile
		var visit = get("/api/projects/kiln", browser.headers());
		assertThat(visit.statusCode()).isEqualTo(200);
		assertThat(visit.headers().firstValue("Origin-Got-Authorization")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/session", "DELETE, /api/session", "PUT, /api/session/password",
			"POST, /api/session/second-factor", "PUT, /api/session/second-factor", "DELETE, /api/session/second-factor",
			"GET, /api/tokens", "POST, /api/tokens", "DELETE, /api/tokens/any", "GET, /api/audit",
			"GET, /api/audit.csv" })
	void tellsTheOwnerToComeBack(String method, String path) {
		var browser = loggedIn();
		takeAway();
		var body = "GET".equals(method) ? null : "{}";
		var inSession = send(method, path, body, browser.headers());
		assertProblem(inSession, 503, "owner-unavailable");
		assertThat(inSession.headers().firstValue("Retry-After")).contains("5");
		assertProblem(send(method, path, body, "Authorization", NO_TOKEN), 503, "owner-unavailable");
	}

	@Test
	void letsNobodyIn() {
		takeAway();
		assertProblem(logIn(PASSWORD, null), 503, "owner-unavailable");
	}

	@Test
	void saysWhyAServiceDoesNotKnowHer() {
		var browser = loggedIn();
		takeAway();
		projects.behaves((_, response) -> Origin.status(response, 401));
		assertProblem(send("PUT", "/api/projects/kiln", "{}", browser.headers()), 503, "owner-unavailable");
		projects.reset();
		assertProblem(get("/api/projects", "Authorization", NO_TOKEN), 503, "owner-unavailable");
		assertThat(projects.requests()).isEmpty();
	}

	@Test
	void showsTheKeysItKnew() {
		var before = get("/.well-known/jwks.json").body();
		takeAway();
		assertThat(get("/.well-known/jwks.json").body()).isEqualTo(before);
	}

}
