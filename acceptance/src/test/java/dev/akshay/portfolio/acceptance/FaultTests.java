package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever dies behind the edge, people who read do not notice: each answer is there
 * within the limit of its route, and what the machine needs.
 */
@WithSuite
@TestInstance(Lifecycle.PER_CLASS)
class FaultTests {

	private static final List<String> CONTENT = List.of("/", "/projects", "/projects/kodai", "/insights",
			"/insights/the-tail-at-scale", "/api/profile", "/api/profile/resume.json", "/api/profile/resume.pdf",
			"/api/projects", "/api/projects/kodai", "/api/insights", "/api/insights/the-tail-at-scale", "/feed.xml",
			"/sitemap.xml");

	/** Enough to meet every page several times in every state. */
	private static final int PAGES = 200;

	private final Suite suite;

	private final String[] owner;

	private JsonNode image;

	FaultTests(Suite suite) {
		this.suite = suite;
		this.owner = new String[] { "Authorization",
				"Bearer " + new Owner(suite).token("content:read", "content:write") };
	}

	@BeforeAll
	void addImage() throws IOException {
		var added = this.suite.send(this.suite.request("/api/media?name=wall.jpg&alt=A%20wall", this.owner)
			.header("Content-Type", "image/jpeg")
			.POST(BodyPublishers.ofByteArray(MediaTests.jpeg(1200, 800))));
		assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
		this.image = Suite.JSON.readTree(added.body());
	}

	@AfterAll
	void deleteImage() {
		var address = "/api/media/" + this.image.get("id").asString();
		await().atMost(Suite.LIMIT)
			.until(() -> this.suite.send(this.suite.request(address, this.owner).DELETE()).statusCode(),
					(status) -> status == 204 || status == 404);
	}

	@ParameterizedTest
	@CsvSource({ "kill, website", "kill, profile-service", "kill, projects-service", "kill, insights-service",
			"stop, website", "stop, profile-service", "stop, projects-service", "stop, insights-service",
			"stop, postgres" })
	void readersNoticeNothing(String what, String whom) {
		var content = Stream.concat(CONTENT.stream(), Stream.of(this.image.get("address").asString())).toList();
		content.forEach((path) -> await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get(path).statusCode()).as(path).isEqualTo(200)));
		try (var readers = new Readers(this.suite, content)) {
			assertThat(this.suite.launcher(what, whom).exitCode()).isZero();
			readOn(readers);
			if (what.equals("stop")) {
				assertThat(this.suite.launcher("start", whom).exitCode()).isZero();
			}
			await().atMost(Suite.LIMIT)
				.untilAsserted(
						() -> assertThat(this.suite.process(whom).get("state").stringValue()).isEqualTo("ready"));
			readOn(readers);
			assertThat(readers.failures()).isEmpty();
			System.out.printf("%s %s: %d pages read, none of them missed; the slowest: %s%n", what, whom,
					readers.read(), readers.slowest());
		}
	}

	private static void readOn(Readers readers) {
		int begin = readers.read();
		await().atMost(Suite.LIMIT).until(() -> readers.read() >= begin + PAGES || !readers.failures().isEmpty());
	}

}
