package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The owner of a suite, and what she shows at its door. */
final class Owner {

	private static final String JSON = "application/json";

	private final Suite suite;

	Owner(Suite suite) {
		this.suite = suite;
	}

	/** Logs in with a new password that is good for once. All other sessions end. */
	Session logInOnce() {
		atTheMachine("owner", "password");
		return logIn(oneTimePassword());
	}

	private String oneTimePassword() {
		try {
			return Files.readString(this.suite.home().resolve("owner-password")).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Chooses a password instead of the one that was good for once. */
	void choose(Session session, String password) {
		var change = this.suite.send(this.suite.request("/api/session/password", session.headers())
			.header("Content-Type", JSON)
			.PUT(BodyPublishers
				.ofString(Suite.JSON.writeValueAsString(Map.of("current", oneTimePassword(), "next", password)))));
		assertThat(change.statusCode()).as(change.body()).isEqualTo(204);
	}

	Session logIn(String password) {
		var answer = this.suite.post("/api/session", Suite.JSON.writeValueAsString(Map.of("password", password)),
				"Content-Type", JSON);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Session.of(answer);
	}

	/** Makes an API token, as whoever works at the machine does. */
	String token(String... scopes) {
		return atTheMachine("owner", "token", "acceptance-" + UUID.randomUUID(), "--scopes", String.join(",", scopes),
				"--days", "1")
			.lines()
			.getLast();
	}

	/** The gateway finds its database by itself, some time after the suite is up. */
	private Suite.Ended atTheMachine(String... command) {
		return await().atMost(Suite.LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> this.suite.launcher(command), (ended) -> ended.exitCode() == 0);
	}

	/**
	 * A browser that she is logged in with.
	 *
	 * @param cookie its cookie
	 * @param csrf what its pages know
	 */
	record Session(String cookie, String csrf) {

		static Session of(HttpResponse<String> logIn) {
			return new Session(logIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0],
					Suite.JSON.readTree(logIn.body()).path("csrf").asString());
		}

		String[] headers() {
			return new String[] { "Cookie", this.cookie, "X-CSRF-Token", this.csrf };
		}

	}

}
