package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What dies comes back, and what is gone is left out. */
@WithSuite
class HealingTests {

	private static final String[] NOT_KEPT = { "Cache-Control", "no-store" };

	private final Suite suite;

	HealingTests(Suite suite) {
		this.suite = suite;
	}

	@ParameterizedTest
	@MethodSource
	void whatIsKilledComesBack(List<String> names) {
		var before = names.stream().collect(Collectors.toMap(Function.identity(), this.suite::process));
		names.forEach((name) -> assertThat(this.suite.launcher("kill", name).exitCode()).as(name).isZero());
		before.forEach((name, old) -> await().atMost(Suite.LIMIT).untilAsserted(() -> {
			var after = this.suite.process(name);
			assertThat(after.get("state").stringValue()).as(name).isEqualTo("ready");
			assertThat(after.get("pid")).as(name).isNotEqualTo(old.get("pid"));
			assertThat(after.get("restarts").intValue()).as(name).isEqualTo(old.get("restarts").intValue() + 1);
		}));
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get("/api/projects", NOT_KEPT).statusCode()).isEqualTo(200));
		var subject = "After %s %s".formatted(names, UUID.randomUUID());
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.sendMessage(subject, "Text.").statusCode()).isEqualTo(202));
		await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(this.suite.mails(subject)).isNotEmpty());
	}

	static Stream<List<String>> whatIsKilledComesBack() {
		return Stream.of(List.of("projects-service", "gateway", "notifier"), List.of("kafka", "postgres", "mail"));
	}

	@Test
	void pageLeavesOutWhatIsGoneWithAWordOfApology() {
		this.suite.without("projects-service", () -> {
			// not as it is kept, and without a copy that would be better
			var home = this.suite.get("/", NOT_KEPT);
			assertThat(home.statusCode()).isEqualTo(200);
			assertThat(home.body()).contains("class=\"apology\"").contains("7-Eleven").contains("/insights/");
			assertThat(home.headers().firstValue("Cache-Control")).contains("no-store");
			assertThat(this.suite.get("/projects/kodai", NOT_KEPT).statusCode()).isEqualTo(503);
			var problem = this.suite.get("/api/projects", NOT_KEPT);
			assertThat(problem.statusCode()).isEqualTo(503);
			assertThat(problem.headers().firstValue("Retry-After")).isPresent();
		});
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get("/", NOT_KEPT).body()).doesNotContain("class=\"apology\""));
	}

	@Test
	void visitorGetsAPageWhenTheWebsiteIsGone() {
		this.suite.without("website", () -> {
			var home = this.suite.get("/", "Accept", "text/html", "Cache-Control", "no-store");
			assertThat(home.statusCode()).isEqualTo(503);
			assertThat(home.body()).contains("<h1>");
			assertThat(this.suite.get("/api/profile").statusCode()).isEqualTo(200);
		});
	}

	@Test
	void messageWaitsForAMailServerThatIsGone() {
		var subject = "Patience " + UUID.randomUUID();
		this.suite.without("mail",
				() -> assertThat(this.suite.sendMessage(subject, "Text.").statusCode()).isEqualTo(202));
		await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(this.suite.mails(subject)).hasSize(1));
	}

}
