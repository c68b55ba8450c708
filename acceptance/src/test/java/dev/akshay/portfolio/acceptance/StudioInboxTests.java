package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.button;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.room;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.said;
import static dev.akshay.portfolio.acceptance.StudioStub.owner;
import static org.assertj.core.api.Assertions.assertThat;

/** The inbox and the images of the studio, by their buttons, over stubbed services. */
@WithSuite
class StudioInboxTests {

	private static final String LETTER = "/studio/inbox?shelf=new&message=m";

	/** As it is answered to whoever marks what was marked elsewhere. */
	private static final String MARKED_ELSEWHERE = """
			{"type": "/problems/changed-meanwhile", "detail": "Changed.", "current": {"id": "m",
				"name": "Grace", "state": "replied", "suspect": false, "reply": "mailto:grace@example.org",
				"etag": "\\"m-elsewhere\\""}}""";

	private final Chromium chromium;

	StudioInboxTests(Chromium chromium) {
		this.chromium = chromium;
	}

	@ParameterizedTest
	@CsvSource({ "Mark as replied, replied, Replied", "Archive, archived, Archived", "This is spam, spam, Spam" })
	void messageIsMarked(String button, String state, String words) {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = opened(owner);
			button(page, button).press("Enter");
			assertThat(said(page)).hasText(words + ".");
			assertThat(page.locator(".letter .byline")).hasText(words + ", suspect.");
			assertThat(page.locator(".letter h2")).isFocused();
			assertThat(page.locator(".messages li")).hasAttribute("data-state", state);
			assertThat(button(page, button)).hasCount(0);
			assertThat(stub.asked().getLast().line()).isEqualTo("PATCH /api/contact/messages/m \"m-read\"");
			assertThat(stub.asked().getLast().request().postData()).isEqualTo("{\"state\":\"%s\"}".formatted(state));
			button(page, "Mark as read").press("Enter");
			assertThat(said(page)).hasText("Read.");
			assertThat(stub.asked().getLast().line())
				.isEqualTo("PATCH /api/contact/messages/m \"m-%s\"".formatted(state));
		}
	}

	@Test
	void whoPressesTwiceMeetsNoConflictWithHerself() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = opened(owner);
			button(page, "Archive").evaluate("(archive) => { archive.click(); archive.click(); }");
			assertThat(said(page)).hasText("Archived.");
			button(page, "Mark as read").press("Enter");
			assertThat(said(page)).hasText("Read.");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PATCH /api/contact/messages/m \"m-new\"", "PATCH /api/contact/messages/m \"m-read\"",
						"PATCH /api/contact/messages/m \"m-archived\"");
		}
	}

	@Test
	void whatIsPressedOnceMoreDoesNotPassAConflictUnseen() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = opened(owner);
			stub.refuse(412, MARKED_ELSEWHERE);
			button(page, "Archive").evaluate("(archive) => { archive.click(); archive.click(); }");
			assertThat(said(page)).hasText("This was marked elsewhere meanwhile. Look, and choose again.");
			button(page, "This is spam").press("Enter");
			assertThat(said(page)).hasText("Spam.");
			assertThat(stub.asked()).extracting((asked) -> asked.request().postData())
				.containsExactly("{\"state\":\"read\"}", "{\"state\":\"archived\"}", "{\"state\":\"spam\"}");
		}
	}

	@Test
	void messageIsReadByOpeningItAndUnreadAgain() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = opened(owner);
			assertThat(page.locator(".messages a")).not().containsText("unread");
			button(page, "Mark as unread").press("Enter");
			assertThat(said(page)).hasText("Unread.");
			assertThat(page.locator(".messages a")).containsText("unread");
			assertThat(stub.asked()).extracting((asked) -> asked.request().postData())
				.containsExactly("{\"state\":\"read\"}", "{\"state\":\"new\"}");
		}
	}

	@Test
	void doubtIsTakenBack() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = opened(owner);
			button(page, "Not suspect").press("Enter");
			assertThat(said(page)).hasText("Not suspect any more.");
			assertThat(page.locator(".letter .byline")).hasText("Read.");
			assertThat(button(page, "Not suspect")).hasCount(0);
			assertThat(stub.asked().getLast().request().postData()).isEqualTo("{\"suspect\":false}");
		}
	}

	@Test
	void messageThatWasMarkedElsewhereIsShownAsItIs() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = opened(owner);
			stub.refuse(412, MARKED_ELSEWHERE);
			button(page, "Archive").press("Enter");
			assertThat(said(page)).hasText("This was marked elsewhere meanwhile. Look, and choose again.");
			assertThat(page.locator(".letter .byline")).hasText("Replied.");
			button(page, "Archive").press("Enter");
			assertThat(said(page)).hasText("Archived.");
			assertThat(stub.asked().getLast().line()).isEqualTo("PATCH /api/contact/messages/m \"m-elsewhere\"");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 422, 429, 500 })
	void refusalLeavesTheMessageAsItIs(int status) {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = opened(owner);
			for (var deed : List.of("Archive", "Delete…")) {
				stub.refuse(status, "{\"type\": \"/problems/x\", \"detail\": \"Not now.\"}");
				button(page, deed).press("Enter");
				if (deed.equals("Delete…")) {
					button(page, "Delete it").press("Enter");
				}
				assertThat(said(page)).hasText("Not now.");
				assertThat(page.locator(".letter .byline")).hasText("Read, suspect.");
			}
		}
	}

	@Test
	void shelvesAndSearchAskForWhatTheySay() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, "/studio/inbox");
			var asked = page.waitForRequest("**/api/contact/messages?state=spam&limit=30",
					() -> page.locator(".shelves").getByText("Spam").press("Enter"));
			assertThat(asked.method()).isEqualTo("GET");
			assertThat(page).hasURL(Pattern.compile("\\?shelf=spam$"));
			assertThat(page.locator(".shelves [aria-current]")).hasText("Spam");
			page.waitForRequest("**/api/contact/messages?state=spam&limit=30&q=engine",
					() -> page.getByLabel("Search").fill("engine"));
			page.locator(".messages a").press("Enter");
			assertThat(page.locator(".letter h2")).isFocused();
			button(page, "Back to the list").press("Enter");
			assertThat(page.locator(".letter")).hasCount(0);
			assertThat(page.locator(".messages a")).isFocused();
		}
	}

	@Test
	void messagesGoBackPageByPage() {
		try (var owner = owner(this.chromium)) {
			new StudioStub(owner).pileUp();
			var page = room(owner, "/studio/inbox");
			assertThat(said(page)).hasText("1 message, and there are earlier ones to look through.");
			page.waitForRequest("**/api/contact/messages?state=new&limit=30&before=m",
					() -> button(page, "Earlier ones").press("Enter"));
			assertThat(said(page)).hasText("2 messages.");
			assertThat(page.locator(".messages a").last()).containsText("A wheel");
			assertThat(page.locator(".messages a").last()).isFocused();
			assertThat(button(page, "Earlier ones")).isHidden();
			// another shelf begins anew
			page.locator(".shelves").getByText("Spam").press("Enter");
			assertThat(said(page)).hasText("1 message, and there are earlier ones to look through.");
			assertThat(button(page, "Earlier ones")).isVisible();
		}
	}

	@Test
	void shelfThatCannotBeLookedAtShowsNothingOfAnother() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, "/studio/inbox");
			assertThat(page.locator(".messages li")).hasCount(1);
			owner.route("**/api/contact/messages?**",
					(route) -> route.fulfill(new FulfillOptions().setStatus(503)
						.setContentType("application/problem+json")
						.setBody("{\"type\": \"/problems/x\", \"detail\": \"The inbox is away.\"}")));
			page.locator(".shelves").getByText("Spam").press("Enter");
			assertThat(said(page)).hasText("The inbox is away.");
			assertThat(page.locator(".messages li")).hasCount(0);
			assertThat(page.locator(".shelves [aria-current]")).hasText("Spam");
		}
	}

	@Test
	void deadLetterIsSentAgain() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/inbox");
			page.locator(".dead > summary").press("Enter");
			stub.refuse(503, "{\"type\": \"/problems/x\", \"detail\": \"Kafka does not answer.\"}");
			button(page, "Send again d").press("Enter");
			assertThat(said(page)).hasText("Kafka does not answer.");
			assertThat(page.locator(".dead summary")).hasText("Dead letters 1");
			button(page, "Send again d").press("Enter");
			assertThat(said(page)).hasText("It is on its way again.");
			assertThat(page.locator(".dead summary")).hasText("Dead letters 0");
			assertThat(page.locator(".dead summary")).isFocused();
			assertThat(button(page, "Send again d")).hasCount(0);
			assertThat(page.locator(".dead li")).containsText("sent again");
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsOnly("POST /api/contact/dead-letters/d/redrive unconditionally");
		}
	}

	@Test
	void imagesGoBackPageByPage() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, "/studio/media");
			assertThat(page.locator(".gallery li")).hasCount(2);
			button(page, "Earlier ones").press("Enter");
			assertThat(page.locator(".gallery img").last()).hasAttribute("alt", "A tower");
			assertThat(button(page, "Earlier ones")).isHidden();
			assertThat(button(page, "Copy Markdown A tower")).isFocused();
		}
	}

	@Test
	void imageOfAnyPageIsInserted() {
		try (var owner = owner(this.chromium)) {
			var page = room(owner, "/studio/projects/ledger");
			var story = page.getByLabel("Story", new Page.GetByLabelOptions().setExact(true));
			story.fill("");
			button(page, "Insert an image…").press("Enter");
			assertThat(page.locator(".picker img")).hasCount(2);
			page.waitForRequest("**/api/media?before=1", () -> button(page, "Earlier ones").press("Enter"));
			assertThat(page.locator(".picker img")).hasCount(3);
			assertThat(button(page, "Earlier ones")).isHidden();
			assertThat(page.locator(".picker .choose").last()).isFocused();
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			page.keyboard().press("Enter");
			assertThat(story).hasValue("![A tower](%s.jpg)".formatted(StudioStub.IMAGE));
		}
	}

	@Test
	void imageIsCopiedAndDescribedElsewhereMeanwhile() {
		try (var owner = owner(this.chromium,
				new NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")))) {
			var stub = new StudioStub(owner);
			var page = room(owner, "/studio/media");
			button(page, "Copy Markdown A ferry").press("Enter");
			assertThat(said(page)).hasText("Copied. Paste it into a text.");
			assertThat(page.evaluate("navigator.clipboard.readText()"))
				.isEqualTo("![A ferry](%s.jpg)".formatted(StudioStub.IMAGE));
			button(page, "Describe… A ferry").press("Enter");
			button(page, "Leave it").press("Enter");
			assertThat(button(page, "Copy Markdown A ferry")).isFocused();
			stub.refuse(500, "{\"type\": \"/problems/x\", \"detail\": \"Something broke.\"}");
			button(page, "Describe… A ferry").press("Enter");
			page.keyboard().type("A steamer");
			page.keyboard().press("Enter");
			assertThat(said(page)).hasText("Something broke.");
			assertThat(page.locator(".gallery input")).hasValue("A steamer");
			stub.refuse(500, "{\"type\": \"/problems/x\", \"detail\": \"It broke again.\"}");
			button(page, "Delete… A river").press("Enter");
			button(page, "Delete it").press("Enter");
			assertThat(said(page)).hasText("It broke again.");
			assertThat(page.locator(".gallery li")).hasCount(2);
		}
	}

	/** Opened, and so read. */
	private static Page opened(BrowserContext owner) {
		var page = room(owner, LETTER);
		assertThat(page.locator(".letter .byline")).hasText("Read, suspect.");
		return page;
	}

}
