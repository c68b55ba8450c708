package dev.akshay.portfolio.acceptance;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever dies behind the edge, people who read do not notice. */
@WithSuite
class FaultTests {

	private static final List<String> CONTENT = List.of("/", "/projects/kodai", "/insights",
			"/insights/the-tail-at-scale", "/api/profile", "/api/profile/resume.json", "/api/projects",
			"/api/projects/kodai", "/api/insights", "/api/insights/the-tail-at-scale", "/feed.xml");

	/** Enough to meet every page several times in every state. */
	private static final int PAGES = 200;

	private final Suite suite;

	FaultTests(Suite suite) {
		this.suite = suite;
	}

	@ParameterizedTest
	@CsvSource({ "kill, website", "kill, profile-service", "kill, projects-service", "kill, insights-service",
			"stop, website", "stop, profile-service", "stop, projects-service", "stop, insights-service",
			"stop, postgres" })
	void readersNoticeNothing(String what, String whom) {
		CONTENT.forEach((path) -> await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get(path).statusCode()).as(path).isEqualTo(200)));
		try (var readers = new Readers(this.suite, CONTENT)) {
			readOn(readers);
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
			System.out.printf("%s %s: %d pages read, none of them missed%n", what, whom, readers.read());
		}
	}

	private static void readOn(Readers readers) {
		int begin = readers.read();
		await().atMost(Suite.LIMIT).until(() -> readers.read() >= begin + PAGES || !readers.failures().isEmpty());
	}

}
