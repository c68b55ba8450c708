package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.button;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.room;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.said;
import static dev.akshay.portfolio.acceptance.StudioStub.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * All that the owner can do with a document, by the buttons that do it: what is asked of
 * the services, over stubbed ones, and what the owner sees then.
 */
@WithSuite
class StudioWritingTests {

	private static final String LEDGER = "/studio/projects/ledger";

	private static final List<String> REFUSALS = List.of("422 That breaks a rule.",
			"429 That was much. Try again in 5 seconds.", "500 Something broke here. Nothing was changed.");

	private final Chromium chromium;

	StudioWritingTests(Chromium chromium) {
		this.chromium = chromium;
	}

	@Test
	void draftIsSavedByItsButton() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			button(page, "Save draft").press("Enter");
			assertThat(said(page)).hasText("Saved. Visitors do not see it yet.");
			assertThat(page.locator(".desk > .byline"))
				.containsText("with changes that visitors do not see yet, revision 8");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/projects/ledger \"r7\"");
			assertThat(stub.asked().getLast().request().url()).endsWith("?draft=true");
			assertThat(stub.asked().getLast().says("title")).isEqualTo("Mine");
			assertThat(stub.asked().getLast().request().headers()).containsEntry("x-csrf-token", "c");
		}
	}

	@Test
	void changeIsPublishedWithItsReasonAndOnce() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			page.getByLabel("Why").fill("A typo");
			button(page, "Publish").press("Enter");
			assertThat(said(page)).hasText("Published.");
			assertThat(page.getByLabel("Why")).hasValue("");
			button(page, "Publish").press("Enter");
			assertThat(said(page)).hasText("Visitors see exactly this already.");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/projects/ledger \"r7\"");
			assertThat(stub.asked().getLast().request().url()).doesNotContain("draft");
			assertThat(stub.asked().getLast().request().headers()).containsEntry("change-reason", "A typo");
		}
	}

	@Test
	void timeToPublishIsSetAndTakenBack() {
		try (var owner = owner(this.chromium, new NewContextOptions().setTimezoneId("Asia/Kolkata"))) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			press(page, "Schedule");
			assertThat(said(page)).hasText("Scheduled.");
			assertThat(page.locator(".desk > .byline"))
				.containsText("Scheduled, revision 8, public from 2 Jan 2030, 03:04");
			assertThat(stub.asked().getLast().line()).isEqualTo("POST /api/projects/ledger/publish \"r7\"");
			assertThat(stub.asked().getLast().says("at")).isEqualTo("2030-01-01T21:34:00.000Z");
			button(page, "Take it off the schedule").press("Enter");
			assertThat(said(page)).hasText("It stays as it is until you publish it.");
			assertThat(button(page, "Take it off the schedule")).isHidden();
			assertThat(stub.asked().getLast().line()).isEqualTo("DELETE /api/projects/ledger/publish \"r8\"");
			button(page, "Publish").press("Enter");
			assertThat(said(page)).hasText("Published.");
			assertThat(stub.asked().getLast().line()).isEqualTo("POST /api/projects/ledger/publish \"r9\"");
		}
	}

	@Test
	void whatIsNotSavedIsSavedBeforeItIsScheduled() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			press(page, "Schedule");
			assertThat(said(page)).hasText("Scheduled.");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/projects/ledger \"r7\"", "POST /api/projects/ledger/publish \"r8\"");
			assertThat(stub.asked().getFirst().request().url()).endsWith("?draft=true");
		}
	}

	@Test
	void whatIsPublicIsHidden() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			assertThat(page.getByText("See it on the site")).isVisible();
			press(page, "Unpublish");
			assertThat(said(page)).hasText("Visitors do not see it any more.");
			assertThat(page.locator(".desk > .byline")).hasText("Not published yet, revision 8.");
			assertThat(button(page, "Unpublish")).isHidden();
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("POST /api/projects/ledger/unpublish \"r7\"");
		}
	}

	@Test
	void renamedDocumentIsWrittenOnUnderItsNewAddress() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			press(page, "Rename");
			assertThat(said(page)).hasText("Renamed. The old address leads here.");
			assertThat(page).hasURL(Pattern.compile("/studio/projects/book$"));
			assertThat(page).hasTitle(Pattern.compile("^" + StudioStub.TITLE + " – "));
			assertThat(page.locator(".told b")).hasText("/studio/projects/book");
			assertThat(page.getByLabel("Title")).hasValue("Mine");
			assertThat(stub.asked().getLast().line()).isEqualTo("POST /api/projects/ledger/rename \"r7\"");
			assertThat(stub.asked().getLast().says("slug")).isEqualTo("book");
			page.close();
			var again = room(owner, "/studio/projects/book");
			assertThat(again.locator(".notice")).containsText("You left unsaved edits “Mine”");
			button(again, "Take up").press("Enter");
			button(again, "Save draft").press("Enter");
			assertThat(said(again)).containsText("Saved");
			assertThat(stub.asked().getLast().line()).startsWith("PUT /api/projects/book ");
		}
	}

	@Test
	void deletingAsksFirst() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			unfold(page, ".more");
			button(page, "Delete…").press("Enter");
			assertThat(page.locator("dialog")).containsText(StudioStub.TITLE);
			button(page, "No, leave it").press("Enter");
			assertThat(button(page, "Delete…")).isFocused();
			assertThat(stub.asked()).isEmpty();
			button(page, "Delete…").press("Enter");
			button(page, "Delete it").press("Enter");
			page.waitForURL(Pattern.compile("/studio$"));
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("DELETE /api/projects/ledger \"r7\"");
		}
	}

	@Test
	void whatIsDeletedIsRestoredFromTheList() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio");
			page.getByText("Deleted projects").press("Enter");
			stub.refuse(429, problem("429 That was much."));
			button(page, "Restore A press").press("Enter");
			assertThat(page.locator("[role=status]").first()).hasText("That was much.");
			button(page, "Restore A press").press("Enter");
			page.waitForURL(Pattern.compile("/studio/projects/press$"));
			assertThat(stub.asked().getLast().line()).isEqualTo("POST /api/projects/press/revisions/3/restore \"r3\"");
		}
	}

	@Test
	void revisionIsRestoredAndUnsavedEditsArePutAside() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			press(page, "Restore revision 1");
			page.locator("dialog button[value=yes]").press("Enter");
			assertThat(said(page)).containsText("It says again what revision 1 said.");
			assertThat(page.getByLabel("Title")).hasValue(StudioStub.TITLE);
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("POST /api/projects/ledger/revisions/1/restore \"r7\"");
			assertThat(page.locator(".notice")).containsText("Here is still your version “Mine”");
			button(page, "Take up").press("Enter");
			assertThat(page.getByLabel("Title")).hasValue("Mine");
			// who wrote it did not see what is there by now
			button(page, "Save draft").press("Enter");
			await().atMost(Suite.LIMIT).until(() -> stub.asked().size() == 2);
			assertThat(stub.asked().getLast().line()).isEqualTo("PUT /api/projects/ledger \"r7\"");
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "Publish", "Save draft", "Schedule", "Unpublish", "Rename", "Delete…", "Restore revision 1" })
	void refusalIsToldAndLosesNothing(String deed) {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			if (deed.equals("Publish") || deed.equals("Save draft")) {
				page.getByLabel("Title").fill("Mine");
			}
			var title = page.getByLabel("Title").inputValue();
			for (var refusal : REFUSALS) {
				stub.refuse(Integer.parseInt(refusal.substring(0, 3)), problem(refusal));
				press(page, deed);
				assertThat(said(page)).hasText(refusal.substring(4));
				assertThat(page.getByLabel("Title")).hasValue(title);
				assertThat(page).hasURL(Pattern.compile(LEDGER + "$"));
			}
			stub.changeMeanwhile("Somebody else's summary");
			press(page, deed);
			assertThat(page.locator(".conflict")).containsText("Somebody else's summary");
			button(page, "Back to my version").press("Enter");
			assertThat(page.getByLabel("Title")).hasValue(title);
			assertThat(stub.asked()).hasSize(4).allMatch((asked) -> asked.basis() == 7);
		}
	}

	@Test
	void allOfOneSideIsChosenAtOnce() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			stub.changeMeanwhile("Somebody else's summary");
			button(page, "Save draft").press("Enter");
			button(page, "All of theirs").press("Enter");
			assertThat(page.locator(".conflict [value=theirs]:checked")).hasCount(2);
			button(page, "All of mine").press("Enter");
			assertThat(page.locator(".conflict [value=mine]:checked")).hasCount(2);
			button(page, "All of theirs").press("Enter");
			button(page, "Go on with what is chosen").press("Enter");
			assertThat(page.getByLabel("Title")).hasValue(StudioStub.TITLE);
			assertThat(page.getByLabel("Summary")).hasValue("Somebody else's summary");
			button(page, "Throw away").press("Enter");
			assertThat(page.locator(".notice")).hasCount(0);
			page.reload();
			assertThat(page.getByLabel("Title")).hasValue(StudioStub.TITLE);
			assertThat(page.locator(".notice")).hasCount(0);
		}
	}

	@Test
	void savingFollowsWhatWasRenamedMeanwhile() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			stub.renameMeanwhile("book");
			button(page, "Save draft").press("Enter");
			assertThat(said(page))
				.hasText("Saved. Visitors do not see it yet. It was renamed meanwhile: its address is book now.");
			assertThat(page).hasURL(Pattern.compile("/studio/projects/book$"));
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/projects/ledger \"r7\"", "PUT /api/projects/book \"r8\"");
			assertThat(stub.asked().getLast().says("title")).isEqualTo("Mine");
		}
	}

	@Test
	void whatWasRenamedAndChangedMeanwhileIsAConflict() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			stub.renameAndChangeMeanwhile("book", "Somebody else's summary");
			button(page, "Save draft").press("Enter");
			assertThat(page.locator(".conflict")).containsText("its address book");
			assertThat(page.locator(".conflict")).containsText("Somebody else's summary");
			page.locator("[name=keep-summary][value=theirs]").check();
			button(page, "Go on with what is chosen").press("Enter");
			assertThat(page.getByLabel("Title")).hasValue("Mine");
			button(page, "Save draft").press("Enter");
			assertThat(said(page)).containsText("Saved");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/projects/ledger \"r7\"", "PUT /api/projects/book \"r8\"");
			assertThat(stub.asked().getLast().says("summary")).isEqualTo("Somebody else's summary");
		}
	}

	@Test
	void nothingElseIsDoneUnseenToWhatWasRenamedMeanwhile() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			stub.renameMeanwhile("book");
			press(page, "Unpublish");
			assertThat(said(page)).containsText("its address is book now. Nothing was done yet");
			assertThat(page.getByLabel("Title")).hasValue("Mine");
			press(page, "Unpublish");
			assertThat(said(page)).hasText("Visitors do not see it any more.");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("POST /api/projects/ledger/unpublish \"r7\"",
						"POST /api/projects/book/unpublish \"r8\"");
		}
	}

	@Test
	void oldAddressLeadsToTheNewOneAndBringsWhatWasLeft() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Left");
			page.close();
			stub.renameMeanwhile("book");
			var old = room(owner, LEDGER);
			assertThat(old).hasURL(Pattern.compile("/studio/projects/book$"));
			assertThat(old.locator(".notice")).containsText("You left unsaved edits “Left”");
			old.close();
			var renamed = room(owner, "/studio/projects/book");
			button(renamed, "Take up").press("Enter");
			assertThat(renamed.getByLabel("Title")).hasValue("Left");
		}
	}

	@Test
	void whateverIsPutAsideStaysUntilThereAreTooMany() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			keepAside(page, "ledger", 9, 11);
			page.reload();
			assertThat(page.locator(".notice")).hasCount(9);
			page.getByLabel("Title").fill("Mine");
			putAside(page);
			assertThat(page.locator(".notice")).hasCount(10);
			assertThat(page.getByText("10 versions are kept aside")).containsText("the oldest goes, of 1 Nov 2024");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.getByLabel("Title").fill("Mine again");
			putAside(page);
			page.reload();
			assertThat(page.locator(".notice")).hasCount(10);
			assertThat(page.locator(".notice").first()).containsText("“Mine again”");
			assertThat(page.locator(".notice").last()).containsText("“Version 2 of ledger”");
			page.locator(".notice").last().getByText("Throw away").press("Enter");
			assertThat(page.getByText("10 versions are kept aside")).hasCount(0);
			page.reload();
			assertThat(page.locator(".notice")).hasCount(9);
		}
	}

	@Test
	void renamingPushesNothingOut() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			keepAside(page, "ledger", 10, 11);
			keepAside(page, "book", 7, 10);
			page.reload();
			assertThat(page.locator(".notice")).hasCount(10);
			press(page, "Rename");
			assertThat(said(page)).hasText("Renamed. The old address leads here.");
			assertThat(page.locator(".notice")).hasCount(17);
			assertThat(page.getByText("10 versions are kept aside")).containsText("the oldest goes, of 1 Oct 2024");
			assertThat(page.getByText("7 more wait under ledger, the address before")).isVisible();
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			assertThat(keptAside(page, "book"))
				.startsWith("Version 10 of ledger", "Version 9 of ledger", "Version 8 of ledger", "Version 7 of book")
				.hasSize(10);
			assertThat(keptAside(page, "ledger")).startsWith("Version 7 of ledger").hasSize(7);
			var list = room(owner, "/studio");
			assertThat(list.getByText("10 versions put aside")).isVisible();
			assertThat(list.getByText("7 versions put aside")).isVisible();
			list.close();
			// where there is room again, the next one comes
			offered(page, "Version 1 of book").getByText("Throw away").press("Enter");
			assertThat(page.getByText("6 more wait under ledger")).isVisible();
			assertThat(keptAside(page, "book")).contains("Version 7 of ledger").hasSize(10);
			// and what still waits is thrown away where it is
			offered(page, "Version 1 of ledger").getByText("Throw away").press("Enter");
			assertThat(page.getByText("5 more wait under ledger")).isVisible();
			assertThat(keptAside(page, "ledger")).doesNotContain("Version 1 of ledger").hasSize(5);
			var old = room(owner, LEDGER);
			assertThat(old).hasURL(Pattern.compile("/studio/projects/book$"));
			assertThat(old.locator(".notice")).hasCount(10);
			assertThat(old.getByText("5 more wait under ledger")).isVisible();
		}
	}

	@Test
	void nothingGoesThatWasNotNamedBefore() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			keepAside(page, "book", 10, 11);
			page.evaluate("""
					() => localStorage.setItem("studio:draft:projects/book",
						JSON.stringify({ content: { title: "Written there" }, at: "2024-12-01T12:00:00Z" }))""");
			page.getByLabel("Title").fill("Mine");
			page.waitForFunction("() => localStorage.getItem('studio:draft:projects/ledger')?.includes('Mine')");
			press(page, "Rename");
			assertThat(said(page)).hasText("Renamed. The old address leads here.");
			assertThat(page.getByText("10 versions are kept aside")).containsText("the oldest goes, of 1 Nov 2024");
			assertThat(keptAside(page, "book")).contains("Version 1 of book").hasSize(10);
			assertThat(page.getByText("1 more waits under ledger")).isVisible();
			// by now it was named
			page.getByLabel("Title").fill("Mine, and more");
			page.waitForFunction(
					"() => localStorage.getItem('studio:draft:projects/book')?.includes('Mine, and more')");
			assertThat(keptAside(page, "book")).startsWith("Written there")
				.doesNotContain("Version 1 of book")
				.hasSize(10);
			assertThat(page.getByText("1 more waits")).hasCount(0);
			assertThat(page.evaluate("localStorage.getItem('studio:draft:projects/ledger')")).isNull();
		}
	}

	@Test
	void whatAnotherTabPutsAsideIsToldHere() {
		try (var owner = owner(this.chromium)) {
			var here = room(owner, LEDGER);
			assertThat(here.getByText("10 versions are kept aside")).hasCount(0);
			keepAside(room(owner, LEDGER), "ledger", 10, 11);
			assertThat(here.getByText("10 versions are kept aside")).containsText("the oldest goes, of 1 Nov 2024");
		}
	}

	@Test
	void tabsLoseNothingOfEachOther() {
		try (var owner = owner(this.chromium)) {
			var here = room(owner, LEDGER);
			writeAndClose(room(owner, LEDGER), "Written there");
			writeAndClose(here, "Written here");
			assertThat(room(owner, LEDGER).locator(".notice"))
				.containsText(new String[] { "unsaved edits “Written here”", "your version “Written there”" });
		}
	}

	@Test
	void savingForgetsNothingThatAnotherTabKeeps() {
		try (var owner = owner(this.chromium)) {
			var here = room(owner, LEDGER);
			writeAndClose(room(owner, LEDGER), "Written there");
			button(here, "Save draft").press("Enter");
			assertThat(said(here)).containsText("Saved.");
			here.reload();
			assertThat(here.locator(".notice")).containsText("“Written there”");
		}
	}

	@Test
	void whatCannotBeKeptIsNotReplaced() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, LEDGER);
			page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }");
			page.getByLabel("Title").fill("Mine");
			press(page, "Restore revision 1");
			page.locator("dialog button[value=yes]").press("Enter");
			assertThat(said(page)).containsText("Not restored");
			assertThat(page.getByText("This browser has no room")).isVisible();
			assertThat(page.getByLabel("Title")).hasValue("Mine");
			assertThat(stub.asked()).isEmpty();
		}
	}

	@Test
	void whatIsTakenUpReplacesNothingForGood() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Left");
			page.close();
			var again = room(owner, LEDGER);
			again.getByLabel("Title").fill("Written meanwhile");
			button(again, "Take up").press("Enter");
			assertThat(again.getByLabel("Title")).hasValue("Left");
			assertThat(again.locator(".notice")).containsText("“Written meanwhile”");
			button(again, "Take up").press("Enter");
			assertThat(again.getByLabel("Title")).hasValue("Written meanwhile");
			assertThat(again.locator(".notice")).containsText("“Left”");
		}
	}

	@Test
	void addressOfANewDocumentSurvivesAClosedTab() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/projects");
			page.locator("#slug").fill("wheel");
			page.close();
			var again = room(owner, "/studio/projects");
			button(again, "Take up").press("Enter");
			assertThat(again.locator("#slug")).hasValue("wheel");
			stub.refuse(409, """
					{"type": "/problems/slug-taken", "detail": "There is a wheel already. Choose another name."}""");
			button(again, "Save draft").press("Enter");
			assertThat(said(again)).hasText("There is a wheel already. Choose another name.");
			assertThat(again.locator("#slug")).hasAttribute("aria-invalid", "true");
			assertThat(again.locator("#slug")).isFocused();
			again.locator("#slug").fill("cogwheel");
			button(again, "Save draft").press("Enter");
			assertThat(again).hasURL(Pattern.compile("/studio/projects/cogwheel$"));
			again.close();
			assertThat(room(owner, "/studio/projects").locator(".notice")).hasCount(0);
		}
	}

	@Test
	void listTellsWhatThisBrowserKeeps() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, LEDGER);
			page.getByLabel("Title").fill("Mine");
			putAside(page);
			page.getByLabel("Title").fill("Mine as well");
			page.close();
			var list = room(owner, "/studio");
			var kept = list.locator("section").filter(new Locator.FilterOptions().setHasText("Kept in this browser"));
			assertThat(kept.locator("li")).hasCount(2);
			assertThat(kept.locator("li a").first()).hasAttribute("href", LEDGER);
			assertThat(new AxeBuilder(list).analyze().getViolations()).isEmpty();
			button(list, "Throw away a version put aside of ledger").press("Enter");
			button(list, "Throw it away").press("Enter");
			assertThat(list.locator("[role=status]").first()).hasText("Thrown away.");
			assertThat(kept.locator("li")).hasCount(1);
			assertThat(kept.locator("li")).containsText("unsaved edits");
		}
	}

	@Test
	void orderThatWasChangedMeanwhileIsShownFirst() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio");
			var first = page.locator(".items").first().locator("li").first();
			stub.reorderMeanwhile();
			button(page, "Move A kiln up").first().press("Enter");
			assertThat(page.locator("[role=status]").first())
				.containsText("The order was changed elsewhere meanwhile.");
			assertThat(first).containsText("A kiln");
			assertThat(button(page, "Move A kiln down").first()).isFocused();
			button(page, "Move A kiln down").first().press("Enter");
			assertThat(first).containsText(StudioStub.TITLE);
			stub.refuse(500, problem("500 Something broke here."));
			button(page, "Move A kiln up").first().press("Enter");
			assertThat(page.locator("[role=status]").first()).hasText("Something broke here.");
			assertThat(first).containsText(StudioStub.TITLE);
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/projects/order \"o-ledger\"", "PUT /api/projects/order \"o-kiln\"",
						"PUT /api/projects/order \"o-ledger\"");
		}
	}

	@Test
	void listIsReorderedByDragging() {
		// a page that scrolls under a pressed mouse drags what comes to lie there
		try (var owner = owner(this.chromium, new NewContextOptions().setViewportSize(1280, 2000))) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio");
			var items = page.locator(".items").first().locator("li");
			items.last().hover();
			page.mouse().down();
			items.first().hover();
			// what is dragged over hears of the second move
			items.first().hover();
			assertThat(items.first()).hasAttribute("data-over", "above");
			page.mouse().up();
			assertThat(said(page)).hasText("A kiln is at place 1 of 2 now.");
			assertThat(items.first()).containsText("A kiln");
			assertThat(page.locator("[data-over]")).hasCount(0);
			assertThat(button(page, "Move A kiln down").first()).isFocused();
			// into another list it does not go
			items.first().dragTo(page.locator("ol.items").nth(1).locator("li").first());
			items.first().dragTo(items.last());
			assertThat(items.last()).containsText("A kiln");
			assertThat(said(page)).hasText("A kiln is at place 2 of 2 now.");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/projects/order \"o-ledger\"", "PUT /api/projects/order \"o-kiln\"");
			assertThat(stub.asked()).extracting((asked) -> asked.request().postData())
				.containsExactly("[\"kiln\",\"ledger\"]", "[\"ledger\",\"kiln\"]");
		}
	}

	@Test
	void historyGoesBackPageByPage() {
		try (var owner = owner(this.chromium)) {
			new StudioStub(owner).pileUp();
			var page = room(owner, LEDGER);
			unfold(page, ".history");
			assertThat(page.locator(".revisions li")).hasCount(100);
			page.locator("#diff-from").selectOption("50");
			page.waitForRequest("**/api/projects/ledger/revisions?before=2",
					() -> button(page, "Earlier ones").press("Enter"));
			assertThat(page.locator(".revisions li")).hasCount(101);
			assertThat(button(page, "Restore revision 1")).isFocused();
			assertThat(button(page, "Earlier ones")).isHidden();
			assertThat(page.locator("#diff-from")).hasValue("50");
			assertThat(page.locator("#diff-to option")).hasCount(101);
		}
	}

	@Test
	void earlierOnesComeOnceHoweverOftenOneAsks() {
		try (var owner = owner(this.chromium)) {
			new StudioStub(owner).pileUp();
			var page = room(owner, LEDGER);
			unfold(page, ".history");
			var asked = new AtomicInteger();
			page.onRequest((request) -> asked.addAndGet(request.url().endsWith("?before=2") ? 1 : 0));
			button(page, "Earlier ones").evaluate("(more) => { more.click(); more.click(); }");
			assertThat(button(page, "Restore revision 1")).isFocused();
			assertThat(page.locator(".revisions li")).hasCount(101);
			assertThat(asked).hasValue(1);
		}
	}

	@Test
	void partsOfTheProfileAreAddedMovedAndRemoved() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/profile");
			button(page, "Add a figure").press("Enter");
			page.keyboard().type("7");
			page.getByLabel("What it counts").last().fill("bridges");
			button(page, "Up figure 2").press("Enter");
			button(page, "Save draft").press("Enter");
			assertThat(said(page)).containsText("Saved");
			assertThat(figures(stub)).isEqualTo("""
					[{"value":"7","label":"bridges"},{"value":"3","label":"engines"}]""");
			button(page, "Down figure 1").press("Enter");
			button(page, "Remove figure 1").press("Enter");
			assertThat(button(page, "Add a figure")).isFocused();
			assertThat(button(page, "Remove figure 1")).isVisible();
			assertThat(button(page, "Remove figure 2")).hasCount(0);
			button(page, "Save draft").press("Enter");
			assertThat(said(page)).containsText("Saved");
			assertThat(figures(stub)).isEqualTo("[{\"value\":\"7\",\"label\":\"bridges\"}]");
			assertThat(stub.asked()).hasSize(2).allMatch((asked) -> asked.line().equals("PUT /api/profile \"r3\""));
		}
	}

	private static String figures(StudioStub stub) {
		return Suite.JSON.readTree(stub.asked().getLast().request().postData()).get("figures").toString();
	}

	/** Does it by its button, and says yes where that asks. */
	private static void press(Page page, String deed) {
		unfold(page, deed.startsWith("Restore") ? ".history" : ".more");
		switch (deed) {
			case "Schedule" -> page.getByLabel("Publish at").fill("2030-01-02T03:04");
			case "Rename" -> page.getByLabel("New address").fill("book");
			default -> {
			}
		}
		button(page, deed).press("Enter");
		if (deed.equals("Delete…")) {
			button(page, "Delete it").press("Enter");
		}
	}

	/** It is kept by then. */
	private static void writeAndClose(Page page, String title) {
		page.getByLabel("Title").fill(title);
		page.waitForFunction("(title) => (localStorage.getItem('studio:draft:projects/ledger') ?? '').includes(title)",
				title);
		page.close();
	}

	/** As if they had been put aside on the first days of a month, one each. */
	private static void keepAside(Page page, String slug, int versions, int month) {
		page.evaluate("""
				({ slug, versions, month }) => localStorage.setItem(`studio:aside:projects/${slug}`, JSON.stringify(
					Array.from({ length: versions }, (_, at) => versions - at).map((number) => ({
						content: { title: `Version ${number} of ${slug}` },
						at: `2024-${month}-${String(number).padStart(2, "0")}T12:00:00Z` }))))""",
				Map.of("slug", slug, "versions", versions, "month", month));
	}

	/** The titles of what is kept aside, the newest first. */
	private static List<String> keptAside(Page page, String slug) {
		var kept = (String) page.evaluate("(slug) => localStorage.getItem(`studio:aside:projects/${slug}`)", slug);
		return Suite.JSON.readTree(kept)
			.valueStream()
			.map((version) -> version.get("content").get("title").asString())
			.toList();
	}

	private static Locator offered(Page page, String title) {
		return page.locator(".notice").filter(new Locator.FilterOptions().setHasText("“%s”".formatted(title)));
	}

	private static void unfold(Page page, String fold) {
		if (page.locator(fold).getAttribute("open") == null) {
			page.locator(fold + " > summary").press("Enter");
		}
	}

	private static void putAside(Page page) {
		press(page, "Restore revision 1");
		page.locator("dialog button[value=yes]").press("Enter");
		assertThat(page.getByLabel("Title")).hasValue(StudioStub.TITLE);
	}

	private static String problem(String refusal) {
		return "{\"type\": \"/problems/refused\", \"detail\": \"%s\"}".formatted(refusal.substring(4));
	}

}
