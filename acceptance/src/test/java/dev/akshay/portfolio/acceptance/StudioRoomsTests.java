package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.akshay.portfolio.acceptance.StudioStub.owner;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The studio's pages in a real browser, as the gateway sends them, over stubbed services.
 */
@WithSuite
class StudioRoomsTests {

	private static final String LEDGER = "/studio/projects/ledger";

	/** What is wider than the window, or than a dialog. */
	private static final String STICKS_OUT = """
			[document.documentElement, ...document.querySelectorAll("dialog, main .items > li, main .letter")]
				.filter((part) => part.checkVisibility() && part.scrollWidth > Math.min(part.clientWidth, window.innerWidth))
				.map((part) => part.outerHTML.slice(0, 200))""";

	private final Chromium chromium;

	StudioRoomsTests(Chromium chromium) {
		this.chromium = chromium;
	}

	static List<String> rooms() {
		return List.of("/studio/login", "/studio", LEDGER, "/studio/projects", "/studio/insights", "/studio/profile",
				"/studio/media", "/studio/inbox", "/studio/inbox?shelf=new&message=m", "/studio/archive",
				"/studio/account");
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void theOwnerCanUseIt(String path) {
		for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
			try (var owner = owner(this.chromium, new NewContextOptions().setColorScheme(scheme))) {
				var page = room(owner, path);
				for (var fold : page.locator("main details:not([hidden]) > summary").all()) {
					fold.press("Enter");
				}
				assertThat(new AxeBuilder(page).analyze().getViolations()).as(path + " " + scheme).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 360, 768, 1280 })
	void nothingSticksOutAndAThumbHitsWhatItWants(int width) {
		try (var owner = owner(this.chromium, new NewContextOptions().setViewportSize(width, 800))) {
			for (var path : rooms()) {
				var page = room(owner, path);
				assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).as(path)
					.isEqualTo(true);
				assertThat(page.evaluate("""
						[...document.querySelectorAll("main button, main summary, main select, main .field input[id]")]
							.filter((control) => control.checkVisibility()
								&& !["checkbox", "radio"].includes(control.type)
								&& control.getBoundingClientRect().height < 43.5)
							.map((control) => control.outerHTML)""")).as(path).isEqualTo(List.of());
				page.close();
			}
		}
	}

	/** An address without a space, or a word that machines make. */
	@Test
	void nothingSticksOutHoweverLongItsWordsAre() {
		try (var owner = owner(this.chromium, new NewContextOptions().setViewportSize(360, 800))) {
			new StudioStub(owner).useLongWords();
			for (var path : rooms()) {
				var page = room(owner, path);
				for (var fold : page.locator("main details:not([hidden]) > summary").all()) {
					fold.press("Enter");
				}
				assertThat(page.evaluate(STICKS_OUT)).as(path).isEqualTo(List.of());
				page.close();
			}
			var page = room(owner, LEDGER);
			page.locator(".more > summary").press("Enter");
			button(page, "Delete…").press("Enter");
			assertThat(page.locator("dialog")).isVisible();
			assertThat(page.evaluate(STICKS_OUT)).isEqualTo(List.of());
			button(page, "No, leave it").press("Enter");
			page.getByLabel("Title").fill("x".repeat(120));
			page.close();
			var again = room(owner, LEDGER);
			assertThat(again.locator(".notice")).isVisible();
			assertThat(again.evaluate(STICKS_OUT)).isEqualTo(List.of());
		}
	}

	@ParameterizedTest
	@MethodSource("rooms")
	void policyLetsAllOfItRunAndNothingFails(String path) {
		try (var owner = owner(this.chromium)) {
			var faults = this.chromium.faults(owner);
			room(owner, path);
			assertThat(faults).isEmpty();
		}
	}

	@Test
	void keyboardSavesADraftBasedOnWhatWasSeen() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("A good ledger");
			page.keyboard().press("Control+s");
			assertThat(said(page)).containsText("Saved");
			page.getByLabel("Title").fill("A better ledger");
			page.keyboard().press("Control+s");
			assertThat(said(page)).containsText("Saved");
			assertThat(stub.asked()).extracting(StudioStub.Asked::basis).containsExactly(7, 8);
			assertThat(stub.asked()).allMatch((asked) -> asked.request().url().endsWith("ledger?draft=true"));
			assertThat(stub.asked().getLast().says("title")).isEqualTo("A better ledger");
		}
	}

	@Test
	void previewStandsBesideTheText() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			assertThat(page.locator(".preview em")).hasText("lost");
		}
	}

	@Test
	void faultsStandAtTheirFields() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			stub.refuse(422, """
					{"type": "/problems/invalid-values", "detail": "title must not be blank",
						"errors": [{"field": "title", "message": "must not be blank"}]}""");
			page.getByLabel("Title").fill("");
			page.keyboard().press("Control+s");
			assertThat(page.getByLabel("Title")).hasAttribute("aria-invalid", "true");
			assertThat(page.getByLabel("Title")).isFocused();
			assertThat(page.locator(".wrong:not(:empty)")).hasText("Title must not be blank");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
		}
	}

	@Test
	void conflictShowsBothVersionsAndLosesNeither() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			stub.changeMeanwhile("Somebody else's summary");
			page.keyboard().press("Control+s");
			assertThat(page.locator("#conflict")).isFocused();
			assertThat(page.locator(".conflict")).containsText("Somebody else's summary");
			assertThat(page.locator(".conflict")).containsText("Mine");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.locator("[name=keep-summary][value=theirs]").check();
			page.locator(".conflict button").first().press("Enter");
			assertThat(page.getByLabel("Title")).hasValue("Mine");
			assertThat(page.getByLabel("Summary")).hasValue("Somebody else's summary");
			page.keyboard().press("Control+s");
			assertThat(said(page)).containsText("Saved");
			assertThat(stub.asked().getLast().basis()).isEqualTo(9);
			page.locator(".notice button").first().press("Enter");
			assertThat(page.getByLabel("Summary")).hasValue("It counts what is owed.");
		}
	}

	@Test
	void unsavedEditsSurviveAClosedTab() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Not saved yet");
			page.close();
			// offered again as long as nobody answered, whatever other tabs do
			var looked = room(owner, LEDGER);
			assertThat(looked.locator(".notice")).hasCount(1);
			looked.reload();
			assertThat(looked.locator(".notice")).hasCount(1);
			looked.close();
			var again = room(owner, LEDGER);
			assertThat(again.getByLabel("Title")).hasValue(StudioStub.TITLE);
			again.locator(".notice button").first().press("Enter");
			assertThat(again.getByLabel("Title")).hasValue("Not saved yet");
		}
	}

	@Test
	void writingOverAnOfferLosesNeither() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Left");
			page.close();
			var other = room(owner, LEDGER);
			assertThat(other.locator(".notice")).hasCount(1);
			other.getByLabel("Title").fill("Written over it");
			other.close();
			var again = room(owner, LEDGER);
			assertThat(again.locator(".notice")).hasCount(2);
			again.locator(".notice button").nth(0).press("Enter");
			assertThat(again.getByLabel("Title")).hasValue("Written over it");
			again.locator(".notice button").nth(0).press("Enter");
			assertThat(again.getByLabel("Title")).hasValue("Left");
		}
	}

	@Test
	void newDocumentIsCreatedUnderItsAddress() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/projects");
			page.keyboard().press("Control+s");
			assertThat(page.locator("#slug")).isFocused();
			page.locator("#slug").fill("wheel");
			page.getByLabel("Title").fill("A wheel");
			page.keyboard().press("Control+s");
			assertThat(page).hasURL(Pattern.compile("/studio/projects/wheel$"));
			assertThat(stub.asked().getLast().request().headers()).containsEntry("if-none-match", "*");
		}
	}

	@Test
	void historyComparesAnyTwoStates() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			page.locator(".history summary").press("Enter");
			page.locator(".compare button").press("Enter");
			assertThat(page.locator(".history ins").first()).containsText("A good ledger");
			assertThat(page.locator(".history del").first()).containsText("A ledger");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
		}
	}

	@Test
	void keyboardMovesWhatIsListed() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio");
			page.locator("[aria-label='Move A kiln up']").first().press("Enter");
			assertThat(page.locator(".items").first().locator("li").first()).containsText("A kiln");
			assertThat(page.locator("[aria-label='Move A kiln down']").first()).isFocused();
			assertThat(stub.asked().getLast().line()).isEqualTo("PUT /api/projects/order \"o-ledger\"");
			assertThat(stub.asked().getLast().request().postData()).isEqualTo("[\"kiln\",\"ledger\"]");
		}
	}

	@Test
	void messageIsReadMarkedAndDeletedByKeyboard() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/inbox");
			page.locator(".messages a").first().press("Enter");
			assertThat(page.locator(".letter h2")).isFocused();
			assertThat(page.locator(".letter .words")).containsText("hello.");
			page.getByText("Archive", new Page.GetByTextOptions().setExact(true)).press("Enter");
			assertThat(page.locator("[role=status]").first()).hasText("Archived.");
			page.getByText("Delete…").press("Enter");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.getByText("Delete it").press("Enter");
			assertThat(page.locator("[role=status]").first()).hasText("Deleted.");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PATCH /api/contact/messages/m \"m-new\"", "PATCH /api/contact/messages/m \"m-read\"",
						"DELETE /api/contact/messages/m \"m-archived\"");
		}
	}

	@Test
	void imageIsAddedWithItsWords() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/media");
			page.getByLabel("File").setInputFiles(new FilePayload("bridge.jpg", "image/jpeg", new byte[] { 1, 2, 3 }));
			page.getByText("Add it").press("Enter");
			assertThat(stub.asked()).isEmpty();
			page.getByLabel("In words").fill("A new bridge");
			page.keyboard().press("Enter");
			assertThat(page.locator("[role=status]")).hasText("Added.");
			assertThat(page.locator(".gallery img").first()).hasAttribute("alt", "A new bridge");
			var asked = stub.asked().getLast();
			assertThat(asked.request().url()).endsWith("/api/media?name=bridge.jpg&alt=A+new+bridge");
			assertThat(asked.request().postDataBuffer()).containsExactly(1, 2, 3);
			assertThat(asked.request().headers()).containsEntry("x-csrf-token", "c");
		}
	}

	@Test
	void imageIsDroppedAndRefusedInWords() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/media");
			page.evaluate(
					"""
							() => {
								const dataTransfer = new DataTransfer();
								dataTransfer.items.add(new File(["x"], "bomb.png", { type: "image/png" }));
								document.querySelector(".upload").dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
							}""");
			assertThat(page.locator("[role=status]")).containsText("bomb.png is chosen");
			assertThat(page.getByLabel("In words")).isFocused();
			stub.refuse(422, """
					{"type": "/problems/invalid-values", "detail": "body is too large",
						"errors": [{"field": "body", "message": "is 50000 × 50000 pixels"}]}""");
			page.keyboard().type("A bomb");
			page.keyboard().press("Enter");
			assertThat(page.locator("[role=status]")).hasText("The file is 50000 × 50000 pixels.");
			assertThat(page.getByLabel("In words")).hasValue("A bomb");
		}
	}

	@Test
	void imageIsDescribedAndDeletedByKeyboard() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/media");
			page.getByLabel("Describe… A ferry").press("Enter");
			assertThat(page.locator(".gallery input")).isFocused();
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.keyboard().type("A steamer");
			page.keyboard().press("Enter");
			assertThat(page.locator(".gallery img").first()).hasAttribute("alt", "A steamer");
			page.getByLabel("Delete… A steamer").press("Enter");
			page.getByText("Delete it").press("Enter");
			assertThat(page.locator("[role=status]")).hasText("Deleted.");
			assertThat(page.locator(".gallery li")).hasCount(1);
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PATCH /api/media/0 \"v1\"", "DELETE /api/media/0 \"v1\"");
		}
	}

	@Test
	void imageThatWasDescribedMeanwhileIsShownInsteadOfDeleted() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/media");
			stub.refuse(412, """
					{"type": "/problems/changed-meanwhile", "detail": "This was changed meanwhile.", "current": %s}"""
				.formatted(StudioStub.image(0, "A steamer")));
			button(page, "Delete… A ferry").press("Enter");
			button(page, "Delete it").press("Enter");
			assertThat(said(page)).hasText("This was changed meanwhile.");
			assertThat(page.locator(".gallery img").first()).hasAttribute("alt", "A steamer");
			assertThat(page.locator(".gallery li")).hasCount(2);
		}
	}

	@Test
	void imageIsInsertedWhereTheCursorIs() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			var story = page.getByLabel("Story", new Page.GetByLabelOptions().setExact(true));
			story.fill("Before. After.");
			story.evaluate("(text) => text.setSelectionRange(8, 8)");
			page.getByText("Insert an image…").press("Enter");
			page.locator(".picker .choose").first().waitFor();
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.locator(".picker .choose").first().press("Enter");
			assertThat(story).hasValue("Before. ![A ferry](%s.jpg)After.".formatted(StudioStub.IMAGE));
			assertThat(story).isFocused();
			assertThat(page.locator("dialog")).hasCount(0);
		}
	}

	@Test
	void archiveIsLookedAtBeforeItIsTaken() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/archive");
			page.getByLabel("Archive")
				.setInputFiles(new FilePayload("portfolio.zip", "application/zip", new byte[] { 1 }));
			page.getByLabel("Delete what is not in it").press("Space");
			page.getByText("See what it changes").first().press("Enter");
			assertThat(page.locator("section h3")).isFocused();
			assertThat(page.locator("section h3")).hasText("1 goes, 1 changes, 1 stays as it is.");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.getByText("Take it in").press("Enter");
			assertThat(page.locator("[role=status]").first()).hasText("All of it is in.");
			assertThat(stub.asked()).extracting((asked) -> asked.request().url().replaceFirst(".*/api/", ""))
				.containsExactly("import?dryRun=true&replace=true", "import?dryRun=false&replace=true");
			assertThat(stub.asked())
				.allMatch((asked) -> asked.request().headers().get("content-type").equals("application/zip"));
		}
	}

	@Test
	void archiveThatCannotBeTakenSaysWhere() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/archive");
			stub.refuse(422, """
					{"type": "/problems/invalid-archive", "detail": "../x is not a path within the archive",
						"errors": [{"field": "../x", "message": "is not a path within the archive"}]}""");
			page.getByLabel("Archive")
				.setInputFiles(new FilePayload("portfolio.zip", "application/zip", new byte[] { 1 }));
			page.getByText("See what it changes").first().press("Enter");
			assertThat(page.locator(".notice")).containsText("../x is not a path within the archive");
			assertThat(page.getByText("Take it in")).hasCount(0);
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
		}
	}

	@Test
	void resumeIsMergedIntoWhatWasSeen() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/archive");
			page.locator("#resume")
				.setInputFiles(new FilePayload("resume.json", "application/json", new byte[] { '{', '}' }));
			page.getByText("See what it changes").last().press("Enter");
			assertThat(page.locator(".difference ins")).containsText("Builds engines");
			assertThat(page.locator(".files")).containsText("basics.phone: the profile has no place for it");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.getByText("Merge it into the profile").press("Enter");
			assertThat(page.locator("[role=status]").first()).hasText("It is merged, and public.");
			assertThat(stub.asked()).extracting(StudioStub.Asked::basis).containsExactly(0, 3);
		}
	}

	@Test
	void oneTimePasswordIsChangedBeforeAnythingElse() {
		try (var owner = owner(this.chromium)) {
			new StudioStub(owner).askForAPassword();
			var page = room(owner, "/studio");
			assertThat(page).hasURL(Pattern.compile("/studio/account$"));
			assertThat(page.locator("h2")).hasText("Password");
		}
	}

	@Test
	void secretOfTheSecondFactorIsAPictureAndWords() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, "/studio/account");
			page.getByText("Turn it on").press("Enter");
			assertThat(page.locator(".secret")).hasText("JBSW Y3DP EHPK 3PXP");
			assertThat(page.locator(".qr svg path")).hasAttribute("d", "M0,0h1v1h-1z");
			assertThat(page.locator(".qr svg").boundingBox().width).isGreaterThan(150);
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
		}
	}

	@Test
	void auditLogGoesBackPageByPage() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, "/studio/account");
			var rows = page.locator(".scrolling tbody tr").filter(new Locator.FilterOptions().setHasText("PUT"));
			assertThat(rows).hasCount(50);
			page.getByText("Earlier entries").press("Enter");
			assertThat(rows).hasCount(51);
			assertThat(rows.last()).containsText("token:ci");
			assertThat(page.getByText("Earlier entries")).isHidden();
			assertThat(page.locator("a[download='audit.csv']")).hasAttribute("href", "/api/audit.csv");
		}
	}

	@Test
	void whoIsNobodyIsSentToTheDoor() {
		try (var nobody = this.chromium.visitor(new NewContextOptions())) {
			nobody.route("**/api/session",
					(route) -> route.fulfill(new FulfillOptions().setStatus(401)
						.setContentType("application/problem+json")
						.setBody("{\"type\": \"/problems/not-logged-in\"}")));
			var page = nobody.newPage();
			page.navigate("/studio/inbox");
			page.waitForURL(Pattern.compile("/studio/login\\?next=%2Fstudio%2Finbox$"));
		}
	}

	@Test
	void roomWhoseScriptsDoNotComeSaysWhatToDo() {
		try (var owner = owner(this.chromium)) {
			owner.route("**/js/studio/desk.js", Route::abort);
			var page = owner.newPage();
			page.navigate(LEDGER);
			assertThat(page.locator("studio-editor")).hasText("Loading… If nothing else appears, load the page again.");
		}
	}

	@Test
	void roomWithoutScriptsSaysThatItNeedsThem() {
		try (var owner = owner(this.chromium, new NewContextOptions().setJavaScriptEnabled(false))) {
			var page = owner.newPage();
			page.navigate(LEDGER);
			assertThat(page.locator("main .notice")).containsText("The studio needs JavaScript.");
			assertThat(page.locator("main [role=status]")).isHidden();
		}
	}

	/** A room that is furnished. */
	static Page room(BrowserContext owner, String path) {
		var page = owner.newPage();
		var failures = Chromium.failures(page);
		page.navigate(path);
		try {
			// on a phone, an open message stands where the list was
			page.locator("studio-login form, main section, main .messages li, main .desk")
				.first()
				.waitFor(new WaitForOptions().setState(WaitForSelectorState.ATTACHED));
		}
		catch (TimeoutError ex) {
			throw new AssertionError(
					"%s stays empty: \"%s\"; %s".formatted(path, page.locator("main").innerText(), failures), ex);
		}
		assertThat(page.locator("[role=status]").first()).not().containsText("Loading");
		return page;
	}

	static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
	}

	/** What the room says of what was done last. */
	static Locator said(Page page) {
		return page.locator(
				":is(studio-contents, studio-inbox, studio-media, studio-archive, studio-account) > [role=status], .commands [role=status]");
	}

}
