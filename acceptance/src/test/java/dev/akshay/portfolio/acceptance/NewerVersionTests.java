package dev.akshay.portfolio.acceptance;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A page that is open when its content changes. */
@WithSuite
class NewerVersionTests {

	private static final String FILE = "projects/split-payment-system.md";

	private static final String PATH = "/projects/split-payment-system";

	private final Chromium chromium;

	private final Content content;

	NewerVersionTests(Chromium chromium, Content content) {
		this.chromium = chromium;
		this.content = content;
	}

	@Test
	void openPageOffersTheNewVersion() {
		try (var visitor = this.chromium.visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			open(page, PATH);
			this.content.edited(FILE, (text) -> text + "\n\nA later thought.\n", () -> {
				assertThat(offer(page)).containsText("There is a newer version of this page.");
				tellHowLongItTook(page);
				assertThat(page.locator("main")).not().containsText("A later thought.");
				assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
				offer(page).locator("a").press("Enter");
				assertThat(page.locator("main")).containsText("A later thought.");
				assertThat(offer(page)).isEmpty();
			});
		}
	}

	@Test
	void pageThatIsTheSameIsLeftAlone() {
		try (var visitor = this.chromium.visitor(new NewContextOptions())) {
			var list = visitor.newPage();
			open(list, "/projects");
			var changed = visitor.newPage();
			open(changed, PATH);
			this.content.edited(FILE, (text) -> text + "\n\nAnother thought.\n", () -> {
				changed.bringToFront();
				assertThat(offer(changed)).containsText("newer version");
				// it heard of the same change, and asked until the other page had its new
				// version
				assertThat(offer(list)).isEmpty();
			});
		}
	}

	@Test
	void whoOnlyPassesByIsNotListenedFor() {
		try (var visitor = this.chromium.visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			page.navigate("/contact");
			assertThat(page.locator("newer-version").count()).isZero();
		}
	}

	/**
	 * As the page measured it. How long it takes is for people to read: what may fail
	 * here is only that it is measured, and that nothing waits for something that never
	 * comes.
	 */
	private static void tellHowLongItTook(Page page) {
		var offered = page.locator("newer-version");
		page.locator("newer-version[data-since-heard]")
			.waitFor(new WaitForOptions().setState(WaitForSelectorState.ATTACHED));
		var sinceHeard = Long.parseLong(offered.getAttribute("data-since-heard"));
		var sinceMade = Long.parseLong(offered.getAttribute("data-since-made"));
		System.out.printf("a newer version was offered %d ms after the change, %d ms after the page heard of it%n",
				sinceMade, sinceHeard);
		assertThat(sinceHeard).isBetween(0L, Suite.LIMIT.toMillis());
		assertThat(sinceMade).isBetween(0L, Suite.LIMIT.toMillis());
	}

	private static void open(Page page, String path) {
		page.navigate(path);
		page.locator("newer-version[data-listened]")
			.waitFor(new WaitForOptions().setState(WaitForSelectorState.ATTACHED));
	}

	private static Locator offer(Page page) {
		return page.locator("newer-version [role=status]");
	}

}
