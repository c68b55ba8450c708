package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A suite is copied while it runs, and another one, which is empty, goes on where it was.
 * These suites are their own.
 */
class BackupTests {

	private static final String ARTICLE = "/api/insights/the-tail-at-scale";

	private static final String TITLE = "Kept as it was";

	private final String run = UUID.randomUUID().toString();

	@TempDir
	private Path folder;

	@Test
	void emptySuiteGoesOnWhereAnotherOneWas() throws IOException {
		var file = this.folder.resolve("backup.tar.gz");
		String owner;
		String delivered;
		String onItsWay;
		String later;
		try (var suite = new Suite(this.folder.resolve("one"), Suite.PATIENT)) {
			suite.up();
			owner = owner(suite);
			publish(suite, owner);
			delivered = send(suite, "Delivered");
			awaitStatus(suite, delivered, "delivered");
			// Kafka has it, and the mail server does not
			assertThat(suite.launcher("stop", "mail").exitCode()).isZero();
			onItsWay = send(suite, "On its way");
			awaitStatus(suite, onItsWay, "published");
			var made = suite.launcher("backup", file.toString());
			assertThat(made.exitCode()).as(made.output()).isZero();
			assertThat(made.lines()).singleElement().asString().contains(file.toString());
			assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
			assertThat(suite.process("kafka").get("state").stringValue()).isEqualTo("ready");
			refused(suite, "already", "backup", file.toString());
			refused(suite, suite.url().toString(), "restore", file.toString());
			later = send(suite, "Later");
			assertThat(suite.get(later).statusCode()).isEqualTo(200);
		}
		try (var other = new Suite(this.folder.resolve("other"), Suite.PATIENT)) {
			var whole = Files.readAllBytes(file);
			var part = Files.write(this.folder.resolve("part"), Arrays.copyOf(whole, whole.length / 2));
			refused(other, "cut off", "restore", part.toString());
			refused(other, "no backup", "restore", Path.of("..", "README.md").toAbsolutePath().normalize().toString());
			assertThat(other.home()).doesNotExist();
			var restored = other.launcher("restore", file.toString());
			assertThat(restored.exitCode()).as(restored.output()).isZero();
			refused(other, "has data already", "restore", file.toString());
			other.up();
			awaitStatus(other, delivered, "delivered");
			awaitStatus(other, onItsWay, "delivered");
			assertThat(other.get(later).statusCode()).isEqualTo(404);
			assertThat(other.mailList(subject("Delivered"))).hasSize(1);
			assertThat(other.mailList(subject("On its way"))).hasSize(1);
			assertThat(other.get(ARTICLE).body()).contains(TITLE);
			Awaitility.await().atMost(Suite.LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
				// the token is one that the other suite made
				var inbox = other.get("/api/contact/messages", "Authorization", owner);
				assertThat(inbox.statusCode()).as(inbox.body()).isEqualTo(200);
				assertThat(inbox.body()).contains(subject("Delivered"), subject("On its way"))
					.doesNotContain(subject("Later"));
			});
		}
	}

	private static void refused(Suite suite, String why, String... command) {
		var ended = suite.launcher(command);
		assertThat(ended.exitCode()).isEqualTo(1);
		assertThat(ended.lines()).singleElement().asString().startsWith("portfolio: ").contains(why);
	}

	/** The gateway finds its database by itself, some time after the suite is up. */
	private static String owner(Suite suite) {
		return Awaitility.await().atMost(Suite.LIMIT).pollInterval(Duration.ofSeconds(1)).until(() -> {
			var made = suite.launcher("owner", "token", "keeper", "--scopes", "content:read,content:write,inbox:read",
					"--days", "1");
			return (made.exitCode() == 0) ? "Bearer " + made.lines().getLast() : "";
		}, (token) -> !token.isEmpty());
	}

	private static void publish(Suite suite, String owner) {
		var item = suite.get(ARTICLE + "?view=owner", "Authorization", owner);
		assertThat(item.statusCode()).as(item.body()).isEqualTo(200);
		var document = ((ObjectNode) Suite.JSON.readTree(item.body()).get("document")).put("title", TITLE);
		var put = suite.send(
				suite
					.request(ARTICLE, "Authorization", owner, "If-Match",
							item.headers().firstValue("ETag").orElseThrow(), "Content-Type", "application/json")
					.PUT(BodyPublishers.ofString(document.toString())));
		assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
	}

	private String send(Suite suite, String subject) {
		var sent = suite.sendMessage(subject(subject), "Text.");
		assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
		return sent.headers().firstValue("Location").orElseThrow();
	}

	private String subject(String subject) {
		return subject + " " + this.run;
	}

	private static void awaitStatus(Suite suite, String receipt, String status) {
		Awaitility.await().atMost(Suite.LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
			var answer = suite.get(receipt);
			assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
			assertThat(Suite.JSON.readTree(answer.body()).get("status").stringValue()).isEqualTo(status);
		});
	}

}
