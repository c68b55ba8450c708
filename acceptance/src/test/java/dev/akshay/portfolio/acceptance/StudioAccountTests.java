package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.button;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.room;
import static dev.akshay.portfolio.acceptance.StudioRoomsTests.said;
import static dev.akshay.portfolio.acceptance.StudioStub.owner;
import static org.assertj.core.api.Assertions.assertThat;

/** The keys of the studio, turned by their buttons over a stubbed gateway. */
@WithSuite
class StudioAccountTests {

	private static final String ACCOUNT = "/studio/account";

	private final Chromium chromium;

	StudioAccountTests(Chromium chromium) {
		this.chromium = chromium;
	}

	@Test
	void passwordIsChanged() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			changePassword(page);
			assertThat(said(page)).hasText("The password is another now, and everybody else is logged out.");
			assertThat(page.getByLabel("New password")).hasValue("");
			var asked = stub.asked().getLast();
			assertThat(asked.line()).isEqualTo("PUT /api/session/password unconditionally");
			assertThat(asked.says("current")).isEqualTo("the one before");
			assertThat(asked.says("next")).isEqualTo("another one by now");
			assertThat(asked.request().headers()).containsEntry("x-csrf-token", "c");
		}
	}

	@Test
	void passwordIsChangedOnceHoweverOftenOnePresses() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			page.getByLabel("Password until now").fill("the one before");
			page.getByLabel("New password").fill("another one by now");
			button(page, "Change the password").evaluate("(change) => { change.click(); change.click(); }");
			assertThat(said(page)).hasText("The password is another now, and everybody else is logged out.");
			button(page, "Turn it on").press("Enter");
			assertThat(page.locator(".secret")).isVisible();
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("PUT /api/session/password unconditionally",
						"POST /api/session/second-factor unconditionally");
		}
	}

	@Test
	void passwordThatIsNotTakenIsMarkedAtItsField() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			stub.refuse(422, """
					{"type": "/problems/invalid-values", "detail": "next must be another one than before",
						"errors": [{"field": "next", "message": "must be another one than before"}]}""");
			changePassword(page);
			assertThat(page.getByLabel("New password")).hasAttribute("aria-invalid", "true");
			assertThat(page.getByLabel("New password")).isFocused();
			assertThat(page.locator("#next-wrong")).hasText("It must be another one than before");
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			changePassword(page);
			assertThat(said(page)).containsText("The password is another now");
			assertThat(page.locator("[aria-invalid]")).hasCount(0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "401, wrong-credentials, That is not it.", "429, too-many-requests, Too many passwords.",
			"500, internal-server-error, Something broke." })
	void wrongPasswordOrCodeIsToldAndEndsNoSession(int status, String type, String detail) {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			var problem = "{\"type\": \"/problems/%s\", \"detail\": \"%s\"}".formatted(type, detail);
			stub.refuse(status, problem);
			changePassword(page);
			assertThat(said(page)).hasText(detail);
			button(page, "Turn it on").press("Enter");
			page.locator("#code").fill("000000");
			stub.refuse(status, problem);
			button(page, "Confirm").press("Enter");
			assertThat(said(page)).hasText(detail);
			assertThat(page.locator(".secret")).isVisible();
			assertThat(page).hasURL(Pattern.compile(ACCOUNT + "$"));
		}
	}

	@Test
	void secondFactorIsTurnedOnByACodeAndOffByAnother() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			button(page, "Turn it on").press("Enter");
			page.locator("#code").fill("123456");
			button(page, "Confirm").press("Enter");
			assertThat(said(page)).hasText("The second factor is on.");
			assertThat(page.locator(".secret")).hasCount(0);
			page.locator("#code").fill("654321");
			button(page, "Turn it off").press("Enter");
			assertThat(said(page)).hasText("The second factor is off.");
			assertThat(button(page, "Turn it on")).isVisible();
			assertThat(stub.asked()).extracting((asked) -> asked.method() + ' ' + asked.request().postData())
				.containsExactly("POST null", "PUT {\"code\":\"123456\"}", "DELETE {\"code\":\"654321\"}");
		}
	}

	@Test
	void secondFactorThatIsOnNeedsACodeToGo() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			stub.turnSecondFactorOn();
			var page = room(owner, ACCOUNT);
			assertThat(page.getByText("It is on: logging in needs a code")).isVisible();
			button(page, "Turn it off").press("Enter");
			assertThat(stub.asked()).isEmpty();
			assertThat(page.locator("#code")).isFocused();
		}
	}

	@Test
	void tokenIsShownOnceAndRevoked() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			makeToken(page);
			assertThat(page.locator(".secret")).hasText("pf_1_secret");
			assertThat(page.locator(".secret")).isFocused();
			assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
			assertThat(stub.asked().getLast().line()).isEqualTo("POST /api/tokens unconditionally");
			assertThat(stub.asked().getLast().request().postData())
				.isEqualTo("{\"name\":\"ci\",\"days\":7,\"scopes\":[\"content:read\",\"inbox:read\"]}");
			button(page, "I have it").press("Enter");
			assertThat(page.getByText("pf_1_secret")).hasCount(0);
			assertThat(page.getByLabel("Name")).isFocused();
			page.reload();
			assertThat(button(page, "Revoke ci")).isVisible();
			assertThat(page.getByText("pf_1_secret")).hasCount(0);
			button(page, "Revoke ci").press("Enter");
			button(page, "No, leave it").press("Enter");
			assertThat(stub.asked()).hasSize(1);
			button(page, "Revoke ci").press("Enter");
			button(page, "Revoke it").press("Enter");
			assertThat(said(page)).hasText("ci is useless from now on.");
			assertThat(page.getByText("None yet.")).isVisible();
			assertThat(stub.asked().getLast().line()).isEqualTo("DELETE /api/tokens/1 unconditionally");
		}
	}

	@Test
	void tokenIsCopied() {
		try (var owner = owner(this.chromium,
				new NewContextOptions().setPermissions(List.of("clipboard-read", "clipboard-write")))) {
			var page = room(owner, ACCOUNT);
			makeToken(page);
			button(page, "Copy").press("Enter");
			assertThat(said(page)).hasText("Copied.");
			assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("pf_1_secret");
		}
	}

	@Test
	void tokenThatIsNotMadeSaysWhy() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			stub.refuse(422, "{\"type\": \"/problems/invalid-values\", \"detail\": \"scopes must not be empty\"}");
			makeToken(page);
			assertThat(page.locator("#token-wrong")).hasText("scopes must not be empty");
			assertThat(page.locator(".secret")).hasCount(0);
			assertThat(page.getByLabel("Name")).hasValue("ci");
			stub.refuse(500, "{\"type\": \"/problems/x\", \"detail\": \"Something broke.\"}");
			button(page, "Revoke ci").press("Enter");
			button(page, "Revoke it").press("Enter");
			assertThat(said(page)).hasText("Something broke.");
			assertThat(button(page, "Revoke ci")).isVisible();
		}
	}

	@Test
	void ownerLogsOutHere() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			button(page, "Log out").press("Enter");
			page.waitForURL(Pattern.compile("/studio/login$"));
			assertThat(stub.asked()).extracting(StudioStub.Asked::line)
				.containsExactly("DELETE /api/session unconditionally");
			assertThat(stub.asked().getLast().request().url()).endsWith("/api/session");
		}
	}

	@Test
	void ownerLogsOutEverywhereAndIsAskedFirst() {
		try (var owner = owner(this.chromium)) {
			var stub = new StudioStub(owner);
			var page = room(owner, ACCOUNT);
			button(page, "Log out everywhere…").press("Enter");
			button(page, "No, leave it").press("Enter");
			assertThat(stub.asked()).isEmpty();
			stub.refuse(500, "{\"type\": \"/problems/x\", \"detail\": \"Something broke.\"}");
			button(page, "Log out everywhere…").press("Enter");
			button(page, "Log out everywhere").press("Enter");
			assertThat(said(page)).hasText("Something broke.");
			button(page, "Log out everywhere…").press("Enter");
			button(page, "Log out everywhere").press("Enter");
			page.waitForURL(Pattern.compile("/studio/login$"));
			assertThat(stub.asked()).hasSize(2)
				.allMatch((asked) -> asked.method().equals("DELETE")
						&& asked.request().url().endsWith("/api/session?everywhere=true"));
		}
	}

	private static void changePassword(Page page) {
		page.getByLabel("Password until now").fill("the one before");
		page.getByLabel("New password").fill("another one by now");
		button(page, "Change the password").press("Enter");
	}

	private static void makeToken(Page page) {
		page.getByLabel("Name").fill("ci");
		page.getByLabel("Days").fill("7");
		page.getByLabel("content:read").check();
		page.getByLabel("inbox:read").check();
		button(page, "Make a token").press("Enter");
	}

}
