package dev.akshay.portfolio.acceptance;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A page that is open when its content changes. */
@WithSuite
class NewerVersionTests {

	private static final String FILE = "projects/split-payment-system.md";

	private static final String PATH = "/projects/split-payment-system";

	private static final int ROUNDS = 5;

	private static final int TRIES = 3;

	private final Suite suite;

	private final Chromium chromium;

	private final Content content;

	NewerVersionTests(Suite suite, Chromium chromium, Content content) {
		this.suite = suite;
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
				assertThat(page.locator("main")).not().containsText("A later thought.");
				assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
				offer(page).locator("a").press("Enter");
				assertThat(page.locator("main")).containsText("A later thought.");
				assertThat(offer(page)).isEmpty();
			});
		}
	}

	/**
	 * The promise is a second from the change to the offer, as the page measures it. It
	 * is kept by the median of five changes, as one of them may meet a pause that is
	 * nobody's.
	 * <p>
	 * On a machine that is slow or busy a second says nothing of the site. How slow it is
	 * tells the change itself, which goes from the gateway to one service and its
	 * database; the offer goes through about ten times as many hands, and waits a third
	 * of a second on purpose. Where a change takes more than a twentieth of a second, the
	 * offer may take twenty times as long as the change. A machine that does something
	 * else for a while gets two more tries.
	 */
	@Test
	void theNewVersionIsOfferedWithinASecond() {
		var slug = "swift-" + UUID.randomUUID();
		var token = new Owner(this.suite).token("content:read", "content:write");
		// a service that has just started may be too slow, and have done it all the same
		await().atMost(Suite.LIMIT)
			.until(() -> put(token, slug, 0, "If-None-Match").statusCode(), (status) -> status == 201 || status == 412);
		try (var visitor = this.chromium.visitor(new NewContextOptions())) {
			var page = visitor.newPage();
			open(page, "/projects/" + slug);
			assertThat(IntStream.range(0, TRIES).anyMatch((tried) -> keepsItsSecond(page, token, slug, tried)))
				.as("see what was printed")
				.isTrue();
		}
		finally {
			this.suite
				.send(this.suite.request("/api/projects/" + slug, "Authorization", "Bearer " + token, "If-Match", "*")
					.DELETE());
		}
	}

	private boolean keepsItsSecond(Page page, String token, String slug, int tried) {
		var rounds = IntStream.rangeClosed(1, ROUNDS).map((turn) -> tried * ROUNDS + turn).mapToObj((turn) -> {
			var change = written(token, slug, turn, "If-Match");
			page.locator("newer-version[data-since-made]")
				.waitFor(new WaitForOptions().setState(WaitForSelectorState.ATTACHED));
			var offer = Long.parseLong(page.locator("newer-version").getAttribute("data-since-made"));
			assertThat(offer).isNotNegative();
			offer(page).locator("a").press("Enter");
			assertThat(page.locator("h1")).hasText("Title " + turn);
			listening(page);
			return new Round(change.toMillis(), offer);
		}).toList();
		var allowed = Math.max(1000, 20 * median(rounds, Round::change));
		System.out.printf("%s: the newer version was offered %d ms behind the change, allowed are %d ms%n", rounds,
				median(rounds, Round::offer), allowed);
		return median(rounds, Round::offer) <= allowed;
	}

	/** Publishes, and tells how long that took. */
	private Duration written(String token, String slug, int turn, String condition) {
		var begun = System.nanoTime();
		var answer = put(token, slug, turn, condition);
		var took = Duration.ofNanos(System.nanoTime() - begun);
		assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
		return took;
	}

	private HttpResponse<String> put(String token, String slug, int turn, String condition) {
		var document = Suite.JSON.writeValueAsString(Map.of("title", "Title " + turn, "company", "Acme", "year", 2026,
				"summary", "In short.", "stack", List.of("Java"), "order", 99, "body", "A text."));
		return this.suite.send(
				this.suite
					.request("/api/projects/" + slug, "Authorization", "Bearer " + token, condition, "*",
							"Content-Type", "application/json")
					.PUT(BodyPublishers.ofString(document)));
	}

	private static long median(List<Round> rounds, ToLongFunction<Round> what) {
		return rounds.stream().mapToLong(what).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
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

	private static void open(Page page, String path) {
		page.navigate(path);
		listening(page);
	}

	private static void listening(Page page) {
		page.locator("newer-version[data-listened]")
			.waitFor(new WaitForOptions().setState(WaitForSelectorState.ATTACHED));
	}

	private static Locator offer(Page page) {
		return page.locator("newer-version [role=status]");
	}

	/**
	 * One change.
	 *
	 * @param change how many milliseconds its author waited
	 * @param offer after how many an open page offered it
	 */
	private record Round(long change, long offer) {
	}

}
