package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How somebody becomes the owner of a suite. It has a suite of its own: each begins once.
 */
class OwnerTests {

	/** The examples are about what is answered, not about how soon. */
	private static final Map<String, String> SETTINGS = Map.of("PORTFOLIO_LIMITS_ACTIONS_LOGIN_PERMITS", "1000",
			"SPRING_APPLICATION_JSON", Suite.PATIENT.get("SPRING_APPLICATION_JSON"));

	@TempDir
	private Path home;

	@Test
	void ownerBeginsWithAFileAndGoesOnWithPasswordAndTokens() throws IOException {
		try (var suite = new Suite(this.home, SETTINGS)) {
			var file = this.home.resolve("owner-password");
			assertThat(suite.launcher("up", "--detach", "--port", "0").output()).contains(file.toString())
				.doesNotContain(Files.readString(file).strip());
			suite.attach();
			assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
			var first = Files.readString(file).strip();

			var begun = session(suite, first);
			assertThat(Suite.JSON.readTree(begun.body()).path("passwordChangeRequired").asBoolean()).isTrue();
			assertThat(suite.get("/api/audit", credentials(begun)).statusCode()).isEqualTo(403);
			var change = suite.send(suite.request("/api/session/password", credentials(begun))
				.header("Content-Type", "application/json")
				.PUT(BodyPublishers.ofString("""
						{"current": "%s", "next": "a password she chose"}""".formatted(first))));
			assertThat(change.statusCode()).as(change.body()).isEqualTo(204);
			assertThat(logIn(suite, first).statusCode()).isEqualTo(401);
			var owner = session(suite, "a password she chose");

			var made = suite.post("/api/tokens", """
					{"name": "auditor", "scopes": ["audit:read"], "days": 1}""",
					Stream.concat(Stream.of(credentials(owner)), Stream.of("Content-Type", "application/json"))
						.toArray(String[]::new));
			assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
			var token = Suite.JSON.readTree(made.body()).path("token").asString();
			var audit = suite.get("/api/audit", "Authorization", "Bearer " + token);
			assertThat(audit.statusCode()).isEqualTo(200);
			assertThat(Suite.JSON.readTree(audit.body())
				.path("entries")
				.valueStream()
				.map((entry) -> "%s %s".formatted(entry.path("method").asString(), entry.path("path").asString())))
				.contains("POST /api/session", "PUT /api/session/password", "POST /api/tokens");

			var byHand = suite.launcher("owner", "token", "shell", "--scopes", "audit:read,content:read", "--days",
					"7");
			assertThat(byHand.exitCode()).as(byHand.output()).isZero();
			var shell = byHand.lines().getLast();
			assertThat(suite.get("/api/audit", "Authorization", "Bearer " + shell).statusCode()).isEqualTo(200);
			assertThat(suite.launcher("owner", "token", "--list").output()).contains("auditor", "shell")
				.doesNotContain(shell);
			assertThat(suite.launcher("owner", "token", "--revoke", shell.split("_")[1]).exitCode()).isZero();
			assertThat(suite.get("/api/audit", "Authorization", "Bearer " + shell).statusCode()).isEqualTo(401);
			assertThat(suite.launcher("owner", "token", "more", "--scopes", "everything").output())
				.contains("content:read");

			doesWhatTheExamplesSay(suite, "a password she chose");
			editsAsTheExamplesSay(suite);

			var reset = suite.launcher("owner", "password");
			assertThat(reset.exitCode()).as(reset.output()).isZero();
			var second = Files.readString(file).strip();
			assertThat(reset.output()).contains(file.toString()).doesNotContain(second);
			assertThat(second).isNotEqualTo(first);
			assertThat(suite.get("/api/session", credentials(owner)).statusCode()).isEqualTo(401);
			assertThat(logIn(suite, "a password she chose").statusCode()).isEqualTo(401);
			assertThat(Suite.JSON.readTree(session(suite, second).body()).path("passwordChangeRequired").asBoolean())
				.isTrue();

			// nothing of it is in a log
			try (var logs = Files.list(this.home.resolve("log"))) {
				assertThat(logs).isNotEmpty()
					.allSatisfy((log) -> assertThat(Files.readString(log)).doesNotContain(first, second, token, shell,
							"a password she chose"));
			}
		}
	}

	private void doesWhatTheExamplesSay(Suite suite, String password) throws IOException {
		assertThat(suite.sendMessage("About examples", "Do they work?").statusCode()).isEqualTo(202);
		var folder = folder("identity");
		var said = Examples.of("identity.md").run(suite, folder, Map.of("PORTFOLIO_PASSWORD", password));
		assertThat(said).contains("About examples", "\"state\":\"read\"", "\"waiting\":0", "\"who\":\"token:script\"",
				"\"name\":\"script\"");
		assertThat(Files.readString(folder.resolve("audit.csv"))).startsWith("id,at,action,phase,who,")
			.contains("token:script,DELETE,/api/contact/messages/");
	}

	/** All that a script can do with content, through the door and with one token. */
	private void editsAsTheExamplesSay(Suite suite) throws IOException {
		var token = new Owner(suite).token("content:read", "content:write");
		var secrets = Map.of("PORTFOLIO_TOKEN", token);
		var folder = folder("editing");
		Files.write(folder.resolve("bridge.jpg"), MediaTests.jpeg(1600, 900));
		// an order names all that there is
		var order = Suite.JSON.readTree(suite.get("/api/projects/order", "Authorization", "Bearer " + token).body())
			.valueStream()
			.map(JsonNode::toString)
			.collect(Collectors.joining(", "));
		var edited = Examples.of("editing.md")
			.with("\"kiln\", \"ledger\"", order)
			.with("2027-01-01T08:00:00Z", Instant.now().plus(Duration.ofDays(1)).toString())
			.run(suite, folder, secrets);
		assertThat(edited).contains("<p><em>So.</em></p>", "\"state\":\"scheduled\"", "\"revision\":7",
				"\"state\":\"deleted\"", "![A bridge at night](/media/", "\"alt\":\"The old bridge at night\"",
				"\"version\":2");
		var moved = Examples.of("archive.md").run(suite, folder("archive"), secrets);
		assertThat(moved).contains("\"state\":\"checked\"", "\"state\":\"applied\"", "\"applied\":false",
				"\"applied\":true", "\"profile-service\":\"applied\"", "\"projects-service\":\"applied\"",
				"\"insights-service\":\"applied\"");
	}

	private Path folder(String page) throws IOException {
		return Files.createDirectories(this.home.resolve("examples").resolve(page));
	}

	/** The gateway finds its database by itself, some time after the suite is up. */
	private static HttpResponse<String> session(Suite suite, String password) {
		return Awaitility.await()
			.atMost(Suite.LIMIT)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> logIn(suite, password), (answer) -> answer.statusCode() == 200);
	}

	private static HttpResponse<String> logIn(Suite suite, String password) {
		return suite.post("/api/session", Suite.JSON.writeValueAsString(Map.of("password", password)), "Content-Type",
				"application/json");
	}

	private static String[] credentials(HttpResponse<String> logIn) {
		return new String[] { "Cookie", logIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0],
				"X-CSRF-Token", Suite.JSON.readTree(logIn.body()).path("csrf").asString() };
	}

}
