package dev.akshay.portfolio.website.studio;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.akshay.portfolio.website.StubServices;
import dev.akshay.portfolio.website.StubServices.Answer;
import dev.akshay.portfolio.website.WebsiteTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@WebsiteTest
class StudioPagesTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private StubServices services;

	static List<String> pages() {
		return List.of("/studio", "/studio/login", "/studio/projects", "/studio/projects/ledger", "/studio/insights",
				"/studio/insights/backpressure", "/studio/profile", "/studio/media", "/studio/inbox", "/studio/archive",
				"/studio/account");
	}

	@BeforeEach
	void servicesAnswer() {
		this.services.reset();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void nobodyKeepsOrListsIt(String path) {
		var headers = get(path).getResponseHeaders();
		assertThat(headers.getCacheControl()).isEqualTo("no-store");
		assertThat(headers.getETag()).isNull();
		assertThat(headers.getFirst("CDN-Cache-Control")).isNull();
		assertThat(page(path).select("meta[name=robots]").attr("content")).isEqualTo("noindex");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void asksServicesForNothingThatIsTheOwners(String path) {
		page(path);
		assertThat(this.services.received()).allMatch((received) -> received.path().equals("/api/profile"));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void saysNothingOfTheContent(String path) {
		var text = page(path).outerHtml();
		assertThat(text).doesNotContain("A ledger", "Counts what is owed.", "A full pipe is a fact.", "ada@ada.test",
				"I write programs for engines");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void nothingIsInlineAndNothingIsForeign(String path) {
		var page = page(path);
		assertThat(page.select("style, [style], script:not([src])")).isEmpty();
		assertThat(page.select("[onclick], [onsubmit], [onload]")).isEmpty();
		var files = page.select("link[rel=stylesheet], link[rel=icon]").eachAttr("href");
		files.addAll(page.select("script[src]").eachAttr("src"));
		assertThat(files).hasSizeGreaterThan(3).allMatch((file) -> file.startsWith("/assets/"));
		assertThat(files).allSatisfy((file) -> assertThat(get(file).getStatus()).isEqualTo(HttpStatus.OK));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void saysPlainlyThatItNeedsJavaScript(String path) {
		assertThat(page(path).select("noscript").text()).contains("The studio needs JavaScript.");
	}

	@ParameterizedTest
	@MethodSource("pages")
	void hasOneHeadingAndAPlaceToSkipTo(String path) {
		var page = page(path);
		assertThat(page.select("h1")).hasSize(1);
		assertThat(page.select("h1").text()).isNotBlank();
		assertThat(page.select("main#main[tabindex=-1]")).hasSize(1);
		assertThat(page.select("[role=status]")).hasSize(1);
		assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@CsvSource({ "/studio/projects/ledger, projects, ledger", "/studio/insights/backpressure, insights, backpressure",
			"/studio/projects, projects, ''", "/studio/profile, profile, profile" })
	void editorKnowsWhatItEdits(String path, String kind, String slug) {
		var editor = page(path).select("studio-editor");
		assertThat(editor.attr("data-kind")).isEqualTo(kind);
		assertThat(editor.attr("data-slug")).isEqualTo(slug);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/studio/letters/one", "/studio/projects/Big", "/studio/projects/a/b", "/studio/secrets" })
	void whatIsNoRoomIsNotFound(String path) {
		assertThat(get(path).getStatus()).isEqualTo(HttpStatus.NOT_FOUND);
	}

	@Test
	void roomsLeadToEachOther() {
		for (var path : List.of("/studio", "/studio/media", "/studio/inbox", "/studio/archive", "/studio/account")) {
			var links = page(path).select("nav a");
			assertThat(links.eachAttr("href")).containsExactly("/studio", "/studio/media", "/studio/inbox",
					"/studio/archive", "/studio/account");
			assertThat(links.select("[aria-current=page]").attr("href")).isEqualTo(path);
		}
	}

	@Test
	void standsWithoutTheProfile() {
		this.services.answer("/api/profile", Answer.json(503, "{}"));
		assertThat(page("/studio").select("studio-contents")).hasSize(1);
	}

	@Test
	void logInIsAFormThatPosts() {
		var form = page("/studio/login").select("form").first();
		assertThat(form.attr("method")).isEqualTo("post");
		assertThat(form.attr("action")).isEqualTo("/studio/login");
		assertThat(form.select("input[name=password]").attr("autocomplete")).isEqualTo("current-password");
		assertThat(form.select("input[name=code]").attr("autocomplete")).isEqualTo("one-time-code");
	}

	@Test
	void saysWithoutJavaScriptThatThePasswordWasWrong() {
		assertThat(page("/studio/login").select("[role=status]").text()).isEmpty();
		assertThat(page("/studio/login?failed").select("[role=status]").text())
			.isEqualTo("That was not right. Try again.");
		assertThat(page("/studio/login?unavailable").select("[role=status]").text())
			.startsWith("The provider does not answer.");
	}

	@Test
	void offersNoProviderWhereThereIsNone() {
		assertThat(page("/studio/login").select("a[href*=oidc]")).isEmpty();
	}

	private Document page(String path) {
		var response = get(path);
		assertThat(response.getStatus()).isEqualTo(HttpStatus.OK);
		return Jsoup.parse(new String(response.getResponseBody(), StandardCharsets.UTF_8));
	}

	private EntityExchangeResult<byte[]> get(String path) {
		return this.client.get().uri(path).exchange().expectBody().returnResult();
	}

}
