package dev.akshay.portfolio.acceptance;

import java.util.Map;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What an interviewer opens. */
@WithSuite
class LivePageTests {

	private final Suite suite;

	private final Chromium chromium;

	LivePageTests(Suite suite, Chromium chromium) {
		this.suite = suite;
		this.chromium = chromium;
	}

	@Test
	void everyPageLeadsToItsOwnTrace() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			// a request that the edge does not answer
			visitor.route(Pattern.compile(".*/projects$"),
					(route) -> route.resume(new Route.ResumeOptions().setHeaders(Map.of("Cache-Control", "no-store"))));
			page.navigate("/projects");
			page.locator("your-trace a").click();
			page.locator("your-request li").first().waitFor();
			assertThat(page.locator("your-request ol")).containsText("website");
			assertThat(page.locator("your-request ol")).containsText("projects-service");
			assertThat(page.locator("your-request [role=status]")).containsText(Pattern.compile("\\d+ steps in \\d"));
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
		}
	}

	@Test
	void tellsWhoAsksWhomAndWhatHappened() {
		try (var visitor = visitor(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))) {
			var page = visitor.newPage();
			page.navigate("/live");
			assertThat(page.locator("live-topology tbody")).containsText("visitors");
			this.suite.sendMessage("Seen live", "Text.");
			assertThat(page.locator("live-timeline ol")).containsText("a message was received");
			assertThat(page.locator("live-timeline ol")).containsText("a message was delivered");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.locator("live-timeline input").check();
			assertThat(page.locator("live-timeline ol")).containsText("Nothing worth telling");
			page.locator("live-timeline button").click();
			assertThat(page.locator("live-timeline button")).hasText("Go on");
		}
	}

	@Test
	void saysWithoutJavaScriptWhereTheSameStands() {
		try (var visitor = visitor(new NewContextOptions().setJavaScriptEnabled(false))) {
			var page = visitor.newPage();
			page.navigate("/live");
			assertThat(page.locator("noscript a").first()).hasAttribute("href", "/api/live/topology");
			assertThat(page.locator("h2")).hasCount(3);
		}
	}

	private BrowserContext visitor(NewContextOptions options) {
		var visitor = this.chromium.visitor(options);
		PlaywrightAssertions.setDefaultAssertionTimeout(Suite.LIMIT.toMillis());
		return visitor;
	}

}
