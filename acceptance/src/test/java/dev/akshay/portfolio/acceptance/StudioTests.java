package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The owner's main path: log in, write, look, publish, see it live, answer a message. */
@WithSuite
class StudioTests {

	private static final String CHOSEN = "correct horse battery staple";

	private final Suite suite;

	private final Chromium chromium;

	StudioTests(Suite suite, Chromium chromium) {
		this.suite = suite;
		this.chromium = chromium;
	}

	@Test
	void ownerWritesAndVisitorsSeeIt() {
		var slug = "studio-" + UUID.randomUUID();
		try (var owner = this.chromium.visitor(new NewContextOptions());
				var visitor = this.chromium.visitor(new NewContextOptions())) {
			var studio = owner.newPage();
			logIn(studio);
			everybodyCanUse(studio, "/studio");
			studio.navigate("/studio/projects");
			write(studio, slug);
			assertThat(studio.locator(".preview em")).hasText("lost");
			assertThat(new AxeBuilder(studio).analyze().getViolations()).isEmpty();
			assertThat(this.suite.get("/projects/" + slug).statusCode()).isEqualTo(404);
			studio.locator("button[type=submit]").first().press("Enter");
			studio.waitForURL(Pattern.compile("/studio/projects/" + slug + "$"));
			var page = visitor.newPage();
			page.navigate("/projects/" + slug);
			assertThat(page.locator("main")).containsText("An entry that was");
			listening(page);
			studio.getByLabel("Title").fill("Another title");
			studio.locator("button[type=submit]").first().press("Enter");
			assertThat(page.locator("newer-version [role=status]")).containsText("newer version");
			page.locator("newer-version a").press("Enter");
			assertThat(page.locator("h1")).hasText("Another title");
			assertThat(studio.locator(".way")).containsText("visitors see it");
			assertThat(studio.locator(".way")).containsText(Pattern.compile("purged on 1 of 1 replica \\+\\d+ ms"));
			renameElsewhere(owner, slug);
			studio.getByLabel("Title").fill("A title of whoever knew the old address");
			studio.locator("button[type=submit]").first().press("Enter");
			assertThat(studio.locator(".commands [role=status]"))
				.containsText("its address is %s-2 now".formatted(slug));
			assertThat(studio).hasURL(Pattern.compile("/studio/projects/%s-2$".formatted(slug)));
			remove(studio);
		}
		assertThat(this.suite.get("/projects/" + slug).statusCode()).isEqualTo(404);
		assertThat(this.suite.get("/projects/%s-2".formatted(slug)).statusCode()).isEqualTo(404);
	}

	@Test
	void everyRoomCanBeUsedByEverybody() {
		this.suite.sendMessage("Studio " + UUID.randomUUID(), "Text of the message.");
		try (var owner = this.chromium.visitor(new NewContextOptions())) {
			var studio = owner.newPage();
			logIn(studio);
			for (var room : List.of("/studio", "/studio/projects", "/studio/projects/split-payment-system",
					"/studio/insights/the-tail-at-scale", "/studio/profile", "/studio/media", "/studio/inbox",
					"/studio/archive", "/studio/account")) {
				everybodyCanUse(studio, room);
			}
		}
	}

	/** With a password that is good for once, as the launcher gives one. */
	private void logIn(Page page) {
		var oneTime = this.suite.launcher("owner", "password");
		assertThat(oneTime.exitCode()).as(oneTime.output()).isZero();
		page.navigate("/studio");
		page.waitForURL(Pattern.compile("/studio/login"));
		assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
		page.locator("#password").fill(oneTimePassword());
		page.locator("#password").press("Enter");
		page.locator("#next").fill(CHOSEN);
		page.locator("#next").press("Enter");
		page.waitForURL(Pattern.compile("/studio$"));
	}

	private String oneTimePassword() {
		try {
			return Files.readString(this.suite.home().resolve("owner-password")).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void everybodyCanUse(Page page, String room) {
		page.navigate(room);
		page.locator("main section, main .desk, main .messages li").first().waitFor();
		assertThat(new AxeBuilder(page).analyze().getViolations()).as(room).isEmpty();
	}

	private static void write(Page studio, String slug) {
		studio.locator("#slug").fill(slug);
		studio.getByLabel("Title").fill("A title");
		studio.getByLabel("Company").fill("Acme");
		studio.getByLabel("Year").fill("2026");
		studio.getByLabel("Place in the list").fill("99");
		studio.getByLabel("Summary").fill("In short.");
		studio.getByLabel("Stack").fill("Java\nKafka");
		studio.getByLabel("Story").first().fill("An entry that was *lost*.");
	}

	private static void renameElsewhere(BrowserContext owner, String slug) {
		var other = owner.newPage();
		other.navigate("/studio/projects/" + slug);
		other.locator(".more summary").press("Enter");
		other.getByLabel("New address").fill(slug + "-2");
		other.getByLabel("New address").press("Enter");
		other.waitForURL(Pattern.compile("/studio/projects/%s-2$".formatted(slug)));
		other.close();
	}

	private static void listening(Page page) {
		page.locator("newer-version[data-listened]")
			.waitFor(new WaitForOptions().setState(WaitForSelectorState.ATTACHED));
	}

	private static void remove(Page studio) {
		studio.locator(".more summary").press("Enter");
		studio.getByText("Delete…").press("Enter");
		studio.getByText("Delete it").press("Enter");
		studio.waitForURL(Pattern.compile("/studio$"));
	}

}
