package dev.akshay.portfolio.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The site in a real browser. */
@WithSuite
class BrowserTests {

	private final Suite suite;

	private final Chromium chromium;

	BrowserTests(Suite suite, Chromium chromium) {
		this.suite = suite;
		this.chromium = chromium;
	}

	static List<String> pages() {
		return List.of("/", "/projects", "/projects/split-payment-system", "/insights", "/insights/the-tail-at-scale",
				"/contact", "/live", "/nothing");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everybodyCanUseIt(String path) {
		for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
			try (var visitor = visitor(new NewContextOptions().setColorScheme(scheme))) {
				var page = visitor.newPage();
				page.navigate(path);
				assertThat(new AxeBuilder(page).analyze().getViolations()).as(path + " " + scheme).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void pageAsksNoOtherHostAndFailsNowhere(String path) {
		try (var visitor = visitor(new NewContextOptions())) {
			var faults = this.chromium.faults(visitor);
			var page = visitor.newPage();
			page.navigate(path);
			page.waitForLoadState();
			// the console tells of a page that is not there as well
			assertThat(faults).allMatch((fault) -> path.equals("/nothing") && fault.contains("404"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 360, 768, 1280 })
	void nothingShiftsAndNothingSticksOut(int width) {
		try (var visitor = visitor(new NewContextOptions().setViewportSize(width, 800))) {
			visitor.addInitScript("""
					window.shift = 0;
					new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shift += entry.value))
						.observe({ type: "layout-shift", buffered: true });
					""");
			for (var path : pages()) {
				var page = visitor.newPage();
				page.navigate(path);
				page.waitForLoadState();
				assertThat(((Number) page.evaluate("window.shift")).doubleValue()).as(path).isZero();
				assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).as(path)
					.isEqualTo(true);
				page.close();
			}
		}
	}

	@Test
	void marginTellsHowLongEachServiceReallyTook() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/");
			assertThat(page.locator("#projects")).containsText("projects-service");
			assertThat(page.locator("#projects")).containsText(Pattern.compile("\\d+(\\.\\d+)?\\s*ms"));
		}
	}

	@Test
	void visitorWritesAndWatchesTheMessageArrive() {
		var subject = "Live " + UUID.randomUUID();
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/contact");
			fill(page, subject, "ada@example.org");
			send(page);
			page.locator("receipt-trail[data-status=delivered]").waitFor();
			for (var step : List.of("received", "published", "delivered")) {
				assertThat(page.locator("receipt-trail [data-step=" + step + "][data-at] time")).isVisible();
			}
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			assertThat(page.url()).as("the page stays").endsWith("/contact");
			page.locator("a.keep").press("Enter");
			page.waitForURL(Pattern.compile("/contact/receipts/"));
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
		}
		arrivesOnce(subject);
	}

	@Test
	void visitorWritesWithoutJavaScript() {
		var subject = "Plain " + UUID.randomUUID();
		try (var visitor = visitor(new NewContextOptions().setJavaScriptEnabled(false))) {
			var page = visitor.newPage();
			page.navigate("/contact");
			fill(page, subject, "ada@example.org");
			send(page);
			page.waitForURL(Pattern.compile("/contact/receipts/"));
			await().atMost(Suite.LIMIT).untilAsserted(() -> {
				page.reload();
				assertThat(page.locator("[data-step=delivered][data-at]").count()).isOne();
			});
		}
		arrivesOnce(subject);
		assertThat(new ContactRecords(this.suite).suspicions(subject)).contains("NO_PROOF")
			.isSubsetOf("NO_PROOF", "TOO_FAST");
	}

	@Test
	void nothingSpeaksAgainstAPersonAtThePage() {
		var subject = "Person " + UUID.randomUUID();
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/contact");
			fill(page, subject, "ada@example.org");
			// a slow machine is a visitor who writes longer
			page.locator("contact-form[data-proof=ready]").waitFor();
			send(page);
			page.locator("receipt-trail[data-status]").waitFor();
			assertThat(visitor.cookies()).isEmpty();
		}
		assertThat(new ContactRecords(this.suite).suspicions(subject)).isEmpty();
	}

	@Test
	void mistakeCostsNoProof() {
		var subject = "Mended " + UUID.randomUUID();
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/contact");
			fill(page, subject, "ada@example");
			page.locator("contact-form[data-proof=ready]").waitFor();
			send(page);
			assertThat(page.locator("form [name=email]")).hasAttribute("aria-invalid", "true");
			page.locator("form [name=email]").fill("ada@example.org");
			send(page);
			page.locator("receipt-trail[data-status]").waitFor();
		}
		assertThat(new ContactRecords(this.suite).suspicions(subject)).isEmpty();
	}

	@Test
	void messageGoesWithoutAProofThatCannotBeHad() {
		var subject = "Unproven " + UUID.randomUUID();
		try (var visitor = visitor(new NewContextOptions())) {
			visitor.route("**/api/contact/challenge", Route::abort);
			var page = visitor.newPage();
			page.navigate("/contact");
			fill(page, subject, "ada@example.org");
			send(page);
			page.locator("receipt-trail[data-status]").waitFor();
		}
		assertThat(new ContactRecords(this.suite).suspicions(subject)).contains("NO_PROOF");
		arrivesOnce(subject);
	}

	@Test
	void faultWhereNobodyTypesLeavesTheFormAlive() {
		var messages = "**/api/contact/messages";
		var refusal = new Route.FulfillOptions().setStatus(400).setContentType("application/problem+json").setBody("""
				{"errors": [{"field": "website", "message": "must not be longer than 500 characters"},
					{"field": "email", "message": "must be an email address"}]}""");
		var subject = "Alive " + UUID.randomUUID();
		try (var visitor = visitor(new NewContextOptions())) {
			visitor.route(messages, (route) -> route.fulfill(refusal));
			var page = visitor.newPage();
			page.navigate("/contact");
			fill(page, subject, "ada@example.org");
			send(page);
			assertThat(page.locator("form [name=email]")).hasAttribute("aria-invalid", "true");
			visitor.unroute(messages);
			send(page);
			page.locator("receipt-trail[data-status]").waitFor();
		}
		arrivesOnce(subject);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void mistakeIsNamedAtItsFieldAndNothingTypedIsLost(boolean javaScript) {
		try (var visitor = visitor(new NewContextOptions().setJavaScriptEnabled(javaScript))) {
			var page = visitor.newPage();
			page.navigate("/contact");
			// what a browser lets pass and the service does not
			fill(page, "Mistake", "ada@example");
			send(page);
			assertThat(page.locator("form [name=email]")).hasAttribute("aria-invalid", "true");
			assertThat(page.locator("form [name=email]")).hasValue("ada@example");
			assertThat(page.locator("form [name=body]")).hasValue("Text of the message.");
		}
	}

	@Test
	void keyboardReachesTheFormAndSkipsTheMasthead() {
		try (var visitor = visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/contact");
			page.keyboard().press("Tab");
			assertThat(page.evaluate("document.activeElement.getAttribute('href')")).asString().startsWith("#");
			page.keyboard().press("Enter");
			var reached = new ArrayList<Object>();
			for (var i = 0; i < 12; i++) {
				page.keyboard().press("Tab");
				reached.add(page.evaluate("document.activeElement.name || document.activeElement.type || ''"));
			}
			assertThat(reached).contains("name", "email", "subject", "body");
		}
	}

	private BrowserContext visitor(NewContextOptions options) {
		return this.chromium.visitor(options);
	}

	private static void fill(Page page, String subject, String email) {
		page.locator("form [name=name]").fill("Ada Visitor");
		page.locator("form [name=email]").fill(email);
		page.locator("form [name=subject]").fill(subject);
		page.locator("form [name=body]").fill("Text of the message.");
	}

	// by keyboard: without JavaScript a page draws no frames in which a click could see
	// the button at rest
	private static void send(Page page) {
		page.locator("form button[type=submit]").press("Enter");
	}

	private void arrivesOnce(String subject) {
		await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(this.suite.mails(subject)).hasSize(1));
	}

}
