package dev.akshay.portfolio.acceptance;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is read often is kept at the edge, and forgotten when it changes. */
@WithSuite
class EdgeTests {

	private final Suite suite;

	private final Content content;

	EdgeTests(Suite suite, Content content) {
		this.suite = suite;
		this.content = content;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/projects/kodai", "/insights", "/insights/the-tail-at-scale", "/api/profile",
			"/api/profile/resume.json", "/api/projects", "/api/projects/kodai", "/api/insights",
			"/api/insights/the-tail-at-scale", "/feed.xml", "/sitemap.xml" })
	void contentIsKept(String path) {
		// another test may just have changed something
		await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(status(this.suite.get(path))).contains("; hit;"));
		var kept = this.suite.get(path);
		assertThat(kept.headers().firstValue("Age")).isPresent();
		assertThat(kept.headers().firstValue("Cache-Tag")).isEmpty();
		assertThat(kept.headers().firstValue("CDN-Cache-Control")).isEmpty();
		for (var coding : List.of("gzip", "br")) {
			var coded = this.suite.get(path, "Accept-Encoding", coding);
			assertThat(coded.headers().firstValue("Content-Encoding")).as(path).contains(coding);
			var tag = coded.headers().firstValue("ETag").orElseThrow();
			assertThat(tag).endsWith("-" + coding + "\"");
			assertThat(this.suite.get(path, "Accept-Encoding", coding, "If-None-Match", tag).statusCode())
				.isEqualTo(304);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/contact", "/api/contact/receipts/nobody" })
	void whatIsForOneVisitorIsNotKept(String path) {
		this.suite.get(path);
		assertThat(status(this.suite.get(path))).doesNotContain("hit").contains("fwd=");
	}

	@Test
	void editedContentIsLiveEverywhere() {
		var paths = List.of("/", "/projects/kodai", "/api/projects", "/api/projects/kodai");
		paths.forEach(this.suite::get);
		var title = "Kodai " + UUID.randomUUID();
		this.content.edited("projects/kodai.md", (text) -> text.replaceFirst("(?m)^title:.*$", "title: " + title),
				() -> paths.forEach((path) -> await().atMost(Suite.LIMIT)
					.untilAsserted(() -> assertThat(this.suite.get(path).body()).as(path).contains(title))));
		paths.forEach((path) -> await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get(path).body()).as(path).doesNotContain(title)));
	}

	@Test
	void brokenContentChangesNothing() {
		var before = this.suite.get("/api/projects/kodai").body();
		this.content.edited("projects/kodai.md", (text) -> text.replaceFirst("(?m)^year:.*$", "year: soon"),
				() -> await().atMost(Suite.LIMIT)
					.untilAsserted(() -> assertThat(this.suite.launcher("logs", "projects-service").output())
						.contains("kodai.md")));
		assertThat(this.suite.get("/api/projects/kodai", "Cache-Control", "no-store").body()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/api/projects", "/nothing", "/api/nothing", "/contact" })
	void everyAnswerKeepsBrowsersSafe(String path) {
		for (var headers : List.of(this.suite.get(path).headers(), this.suite.get(path).headers())) {
			assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(
					(policy) -> assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
			assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
			assertThat(headers.map()).containsKeys("referrer-policy", "permissions-policy",
					"cross-origin-opener-policy", "cross-origin-resource-policy");
		}
	}

	@Test
	void tellsHowManyMessagesASenderMayStillLeave() {
		var answer = this.suite.sendMessage("Limits " + UUID.randomUUID(), "Text.");
		assertThat(answer.headers().firstValue("RateLimit-Policy"))
			.hasValueSatisfying((policy) -> assertThat(policy).startsWith("\"contact\";q="));
		assertThat(answer.headers().firstValue("RateLimit"))
			.hasValueSatisfying((limit) -> assertThat(limit).startsWith("\"contact\";r="));
	}

	private static String status(HttpResponse<?> response) {
		return response.headers().firstValue("Cache-Status").orElse("");
	}

}
