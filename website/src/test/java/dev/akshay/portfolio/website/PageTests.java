package dev.akshay.portfolio.website;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import dev.akshay.portfolio.website.StubServices.Answer;
import dev.akshay.portfolio.website.StubServices.Received;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@WebsiteTest
class PageTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	private static final Answer DOWN = Answer.json(503, "{\"status\": 503}");

	@Autowired
	private WebTestClient client;

	@Autowired
	private StubServices services;

	@BeforeEach
	void servicesAnswer() {
		this.services.reset();
	}

	@Test
	void homeTellsEveryChapter() {
		var home = page("/");
		assertThat(home.select("h1").eachText()).containsExactly("Ada Lovelace");
		assertThat(home.select("main section[id]").eachAttr("id")).containsExactly("about", "experience", "projects",
				"insights", "skills", "recognition", "contact");
		assertThat(home.select("#about").text()).contains("Notes by the translator.", "Loops, Bernoulli numbers",
				"An engine");
		assertThat(home.select("#experience").text()).contains("Programmer, London, October 1842 to today",
				"June 1833 to September 1842", "numbers may stand for music", "Cards");
		assertThat(home.select("#skills dt").eachText()).containsExactly("Core", "Languages experienced");
		assertThat(home.select("#recognition").text()).contains("for notes, patience and note G", "Augustus De Morgan",
				"April 1844, in progress", "at home, Ockham, 1840");
		assertThat(home.select("#contact a").eachAttr("href")).containsExactly("/contact", "mailto:ada@ada.test",
				"https://linkedin.com/in/ada");
	}

	@Test
	void homeHasAPlaceForItsOwnFiguresBesideTheClaims() {
		var home = page("/");
		assertThat(home.select("live-proof")).hasSize(2);
		provesItself(home, ".figures + live-proof");
		provesItself(home, "#experience live-proof");
	}

	@Test
	void projectsHaveAPlaceForItsOwnFiguresBeforeTheClaims() {
		provesItself(page("/projects"), ".lede + live-proof");
	}

	@Test
	void projectHasAPlaceForOwnFiguresWhereItStatesOne() {
		provesItself(page("/projects/ledger"), ".lede + live-proof");
		this.services.answer("/api/projects/ledger",
				Answer.sample("project.json").with("\"figure\": \"over 3M entries a day\", ", ""));
		var page = page("/projects/ledger");
		assertThat(page.select("h1").eachText()).containsExactly("A ledger");
		assertThat(page.select(".figure, live-proof, script[src$=live-proof.js]")).isEmpty();
	}

	private static void provesItself(Document page, String place) {
		assertThat(page.select("script[src]").eachAttr("src")).filteredOn((script) -> script.endsWith("live-proof.js"))
			.hasSize(1);
		assertThat(page.select(place)).singleElement().satisfies((proof) -> {
			assertThat(proof.select("p").text()).isEmpty();
			assertThat(proof.attr("data-days-alone")).contains("days without a lost message", "{since}", "{days}");
			assertThat(proof.select("template").html()).contains("href=\"/live\"", "observatory/README.md",
					"contact-service/README.md");
		});
	}

	@Test
	void marginSaysWhichServiceToldAChapter() {
		var home = page("/");
		assertThat(home.select("#projects .told").text()).isEqualTo("3 projects-service");
		assertThat(home.select("#projects service-time").attr("data-service")).isEqualTo("projects-service");
		assertThat(home.select(".contents a").eachAttr("href")).containsExactly("#about", "#experience", "#projects",
				"#insights", "#skills", "#recognition", "#contact");
	}

	@Test
	void projectsOfOneCompanyStandTogetherWithTheirFiguresLarge() {
		var projects = page("/").select("#projects").first();
		assertThat(projects.select("h3").eachText()).containsExactly("Acme", "Potters");
		assertThat(projects.select(".figure b").eachText()).containsExactly("3M");
		assertThat(projects.select(".figure").text()).isEqualTo("over 3M entries a day");
		assertThat(projects.select("h4 a").eachAttr("href")).containsExactly("/projects/ledger", "/projects/kiln",
				"/projects/wheel");
	}

	@Test
	void projectPageTellsItsStoryAndLeadsOn() {
		var page = page("/projects/ledger");
		assertThat(page.title()).isEqualTo("A ledger – Ada Lovelace");
		assertThat(page.select("h1").eachText()).containsExactly("A ledger");
		assertThat(page.select(".text em").text()).isEqualTo("lost");
		assertThat(page.select(".next a").attr("href")).isEqualTo("/projects/kiln");
	}

	@Test
	void insightPageTellsTakeawayIdeasAndSources() {
		var page = page("/insights/backpressure");
		assertThat(page.select(".lede").text()).isEqualTo("A full pipe is a fact.");
		assertThat(page.select(".byline").text()).isEqualTo("After Water works, 20 November 2026");
		assertThat(page.select(".beside li").eachText()).containsExactly("Ask for what you can take");
		assertThat(page.select(".after a").attr("href")).isEqualTo("https://www.reactive-streams.org");
		assertThat(page.select(".next a").attr("href")).isEqualTo("/insights/quorums");
	}

	@ParameterizedTest
	@CsvSource({ "designing-idempotent-apis, idempotency-lab", "the-tail-at-scale, tail-lab",
			"edge-computing-at-global-scale, edge-lab", "edge-computing-at-global-scale, purge-lab",
			"building-resilient-streaming-systems, breaker-lab" })
	void articleHasTheLabThatTriesItsPattern(String slug, String element) {
		this.services.answer("/api/insights/" + slug,
				Answer.sample("insight.json").with("\"backpressure\"", '"' + slug + '"'));
		var page = page("/insights/" + slug);
		assertThat(page.select(".lab .lede").text()).startsWith("Hypothesis:");
		assertThat(page.select(element + " form input[required]")).isNotEmpty();
		assertThat(page.select(element + " [role=status]").text()).isEmpty();
		assertThat(page.select(".lab noscript").text()).contains("/api/labs/");
		assertThat(page.select("script[src]").eachAttr("src")).anyMatch((script) -> script.endsWith(element + ".js"));
		assertThat(page.select(".lab a").eachAttr("href"))
			.contains("https://code.test/portfolio/blob/main/docs/decisions/0027-labs.md");
		assertThat(page.select(".lab code").eachText()).filteredOn((path) -> path.contains("/"))
			.filteredOn((path) -> !path.startsWith("curl"))
			.allMatch((path) -> Files.exists(Path.of("..", path)));
	}

	@Test
	void articleWithoutALabPromisesNone() {
		var page = page("/insights/backpressure");
		assertThat(page.select(".lab")).isEmpty();
		assertThat(page.select("script[src]").eachAttr("src")).noneMatch((script) -> script.contains("/labs/"));
	}

	@Test
	void pagesTellProgramsWhatTheyAre() {
		var home = page("/");
		var person = JsonMapper.shared().readTree(home.select("script[type=application/ld+json]").first().data());
		assertThat(person.get("@type").asString()).isEqualTo("Person");
		assertThat(person.get("name").asString()).isEqualTo("Ada Lovelace");
		var insight = page("/insights/backpressure");
		var article = JsonMapper.shared().readTree(insight.select("script[type=application/ld+json]").first().data());
		assertThat(article.get("@type").asString()).isEqualTo("Article");
		assertThat(article.get("datePublished").asString()).isEqualTo("2026-11-20");
		assertThat(insight.select("link[rel=canonical]").attr("href"))
			.isEqualTo("https://portfolio.test/insights/backpressure");
		assertThat(insight.select("meta[property=og:type]").attr("content")).isEqualTo("article");
		assertThat(insight.select("meta[name=description]").attr("content")).isEqualTo("Say when it is enough.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/                      | insights, profile, projects
			/projects              | profile, projects
			/projects/ledger       | profile, projects, projects/ledger
			/insights              | insights, profile
			/insights/backpressure | insights, insights/backpressure, profile
			/live                  | profile
			/feed.xml              | insights, profile
			/sitemap.xml           | insights, projects
			/.well-known/security.txt | profile
			/robots.txt            |
			""")
	void pageCarriesTheTagsOfAllItShows(String path, String tags) {
		var headers = get(path).getResponseHeaders();
		assertThat(headers.getFirst("Cache-Tag")).isEqualTo(tags);
		assertThat(headers.getFirst("CDN-Cache-Control"))
			.isEqualTo("max-age=300, stale-while-revalidate=86400, stale-if-error=604800");
	}

	@Test
	void edgeMayRepeatForAMomentThatThereIsNoSuchPage() {
		var headers = get("/projects/nobody").getResponseHeaders();
		assertThat(headers.getCacheControl()).isEqualTo("no-store");
		assertThat(headers.getFirst("CDN-Cache-Control")).isEqualTo("max-age=10");
		assertThat(headers.getFirst("Cache-Tag")).isEqualTo("profile, projects");
		assertThat(headers.getVary()).containsExactly("Accept");
	}

	@Test
	void edgeMayRepeatTheProblemAsLong() {
		var headers = get("/projects/nobody", "*/*").getResponseHeaders();
		assertThat(headers.getCacheControl()).isEqualTo("no-store");
		assertThat(headers.getFirst("CDN-Cache-Control")).isEqualTo("max-age=10");
		assertThat(headers.getFirst("Cache-Tag")).contains("projects");
		assertThat(headers.getVary()).containsExactly("Accept");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/contact", "/contact/receipts/nobody" })
	void edgeKeepsNothingElse(String path) {
		assertThat(get(path).getResponseHeaders().getFirst("CDN-Cache-Control")).isNull();
	}

	@Test
	void edgeDoesNotRepeatAPageWithoutTheOwnersName() {
		this.services.answer("/api/profile", DOWN);
		assertThat(get("/projects/nobody").getResponseHeaders().getFirst("CDN-Cache-Control")).isNull();
	}

	@Test
	void servicesSendOnceWhatDoesNotChange() {
		get("/");
		this.services.received().clear();
		var home = page("/");
		assertThat(this.services.received()).extracting(Received::status).containsExactly(304, 304, 304);
		assertThat(home.select("h1").text()).isEqualTo("Ada Lovelace");
		this.services.answer("/api/profile", Answer.sample("profile.json").with("Ada Lovelace", "Ada King"));
		assertThat(page("/").select("h1").text()).isEqualTo("Ada King");
	}

	@ParameterizedTest
	@CsvSource({ "/, /api/projects", "/, /api/profile", "/projects/ledger, /api/profile",
			"/projects/ledger, /api/projects", "/insights/backpressure, /api/insights" })
	void whoHasAWholePageIsToldToGoOnShowingIt(String path, String api) {
		var tag = get(path).getResponseHeaders().getETag();
		this.services.answer(api, DOWN);
		assertThat(get(path).getStatus()).isEqualTo(HttpStatus.OK);
		this.client.get()
			.uri(path)
			.header("If-None-Match", tag)
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.valueEquals("Retry-After", "5")
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectHeader()
			.doesNotExist("CDN-Cache-Control");
	}

	@Test
	void errorPageDoesNotWaitForTheOwnersName() {
		get("/");
		this.services.answer("/api/profile", DOWN);
		this.services.answer("/api/projects", DOWN);
		this.services.received().clear();
		var response = get("/projects");
		assertThat(response.getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(parse(response).select(".masthead a").first().text()).isEqualTo("ada.test");
		assertThat(this.services.received()).filteredOn((request) -> request.path().equals("/api/profile")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/projects", "/projects/ledger", "/insights", "/insights/backpressure" })
	void completePageMayBeKeptAndIsNotSentTwice(String path) {
		var first = get(path);
		assertThat(first.getResponseHeaders().getCacheControl()).isEqualTo("max-age=0, must-revalidate, public");
		var tag = first.getResponseHeaders().getETag();
		assertThat(tag).startsWith("\"");
		this.client.get()
			.uri(path)
			.header("If-None-Match", tag)
			.exchange()
			.expectStatus()
			.isNotModified()
			.expectBody()
			.isEmpty();
	}

	@Test
	void pageTellsHowLongEachServiceTook() {
		assertThat(get("/").getResponseHeaders().getFirst("Server-Timing")).matches(
				"website;dur=[0-9.]+, insights-service;dur=[0-9.]+, profile-service;dur=[0-9.]+, projects-service;dur=[0-9.]+");
	}

	@ParameterizedTest
	@CsvSource({ "/api/profile, profile-service, about", "/api/projects, projects-service, projects",
			"/api/insights, insights-service, insights" })
	void homeGoesWithoutASilentServiceAndApologises(String api, String service, String chapter) {
		for (var silence : List.of(DOWN, Answer.json(200, "[]").after(Duration.ofSeconds(2)),
				Answer.json(200, "{\"half\": "), Answer.json(200, "{\"name\": null}"), Answer.json(404, "{}"),
				Answer.json(200, ""), new Answer(200, "text/html", "<p>hello", Duration.ZERO))) {
			this.services.reset();
			this.services.answer(api, silence);
			var response = get("/");
			assertThat(response.getStatus()).as(silence.toString()).isEqualTo(HttpStatus.OK);
			assertThat(response.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
			assertThat(response.getResponseHeaders().getETag()).isNull();
			var home = parse(response);
			assertThat(home.select("#" + chapter + " .apology[role=note]").text()).contains(service);
			assertThat(home.select("main section[id]")).hasSize(7);
			assertThat(home.select("h1")).hasSize(1);
			assertThat(response.getResponseHeaders().getFirst("Server-Timing")).contains(service + ";dur=");
		}
	}

	@Test
	void homeAsksEverybodyAtOnce() {
		this.services.answerTogether(3);
		assertThat(page("/").select(".apology")).isEmpty();
		assertThat(this.services.received()).extracting(StubServices.Received::path)
			.containsExactlyInAnyOrder("/api/profile", "/api/projects", "/api/insights");
	}

	@Test
	void homeStandsWithNoServiceAtAll() {
		List.of("/api/profile", "/api/projects", "/api/insights").forEach((path) -> this.services.answer(path, DOWN));
		var home = page("/");
		assertThat(home.select(".apology")).hasSize(6);
		assertThat(home.select("h1").text()).isEqualTo("portfolio.test");
	}

	@Test
	void detailStandsWithoutTheOwnersName() {
		this.services.answer("/api/profile", DOWN);
		var response = get("/projects/ledger");
		assertThat(response.getStatus()).isEqualTo(HttpStatus.OK);
		assertThat(response.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(parse(response).select("h1").text()).isEqualTo("A ledger");
	}

	@ParameterizedTest
	@CsvSource({ "/projects/ledger, /api/projects/ledger", "/projects, /api/projects",
			"/insights/backpressure, /api/insights/backpressure", "/insights, /api/insights",
			"/feed.xml, /api/insights", "/sitemap.xml, /api/projects",
			"/contact/receipts/r1, /api/contact/receipts/r1" })
	void pageOfASilentServiceAsksToComeBack(String path, String api) {
		this.services.answer(api, DOWN);
		var response = get(path);
		assertThat(response.getStatus()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(response.getResponseHeaders().getFirst("Retry-After")).isEqualTo("5");
		assertThat(response.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(parse(response).select("h1").text()).isEqualTo("One part is silent");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/projects/nobody", "/insights/nobody", "/contact/receipts/nobody", "/nothing",
			"/projects/..%2f..%2fetc", "/insights/%00", "/live/nothing", "/actuator/env" })
	void unknownAddressIsAPageToo(String path) {
		var response = get(path);
		assertThat(response.getStatus()).isEqualTo(HttpStatus.NOT_FOUND);
		var page = parse(response);
		assertThat(page.select("h1")).hasSize(1);
		assertThat(page.select(".masthead a").first().text()).isEqualTo("ada.test");
		assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
	}

	@ParameterizedTest
	@CsvSource({ "/projects/daybook, /projects/ledger", "/insights/flow, /insights/backpressure" })
	void anOldAddressLeadsToTheNewOne(String old, String now) {
		this.services.answer("/api" + old, Answer.moved("/api" + now));
		for (int i = 0; i < 2; i++) {
			var headers = this.client.get()
				.uri(old)
				.exchange()
				.expectStatus()
				.isEqualTo(HttpStatus.PERMANENT_REDIRECT)
				.expectHeader()
				.location(now)
				.expectBody()
				.isEmpty()
				.getResponseHeaders();
			// whatever takes the old address, or moves again, ends it
			assertThat(headers.getFirst("Cache-Tag")).contains(old.substring(1), now.substring(1));
			assertThat(headers.getFirst("CDN-Cache-Control")).startsWith("max-age=");
		}
		assertThat(get(now).getStatus()).isEqualTo(HttpStatus.OK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*/*", "application/json", "application/problem+json", "text/css,*/*;q=0.1", "text/*",
			"text/html;q=0", "text/html;q=0.8, application/json", "text/html;q=0.5, */*" })
	void whoNamesNoPageGetsAProblem(String accept) {
		assertProblem(get("/nothing", accept), HttpStatus.NOT_FOUND, "not-found");
		this.services.answer("/api/projects", DOWN);
		assertProblem(get("/projects", accept), HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable");
	}

	@Test
	void whoNamesWhatIsNoTypeGetsAProblem() {
		assertThat(get("/nothing", "no type").getResponseHeaders().getContentType())
			.isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { BROWSER, "text/html", "application/xhtml+xml", "text/html;charset=utf-8",
			"text/html, application/json", "text/html;q=0.9, application/*;q=0.5, */*" })
	void whoNamesPagesGetsOne(String accept) {
		var response = get("/nothing", accept);
		assertThat(response.getResponseHeaders().getContentType().toString()).startsWith("text/html");
		assertThat(response.getResponseHeaders().getVary()).containsExactly("Accept");
	}

	private static void assertProblem(EntityExchangeResult<byte[]> response, HttpStatus status, String type) {
		assertThat(response.getStatus()).isEqualTo(status);
		var headers = response.getResponseHeaders();
		assertThat(headers.getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(headers.getVary()).containsExactly("Accept");
		assertThat(headers.getCacheControl()).isEqualTo("no-store");
		assertThat(JsonMapper.shared().readTree(response.getResponseBody()).get("type").asString())
			.isEqualTo("https://akshay.dev/problems/" + type);
	}

	@Test
	void wrongMethodIsNoFailureOfOurs() {
		this.client.delete().uri("/").exchange().expectStatus().isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
		this.client.post().uri("/contact").bodyValue("{}").exchange().expectStatus().is4xxClientError();
	}

	@ParameterizedTest
	@CsvSource({ "/, insights profile projects", "/projects/ledger, projects profile", "/insights, insights profile" })
	void pageListensForWhatItIsMadeOf(String path, String tags) {
		var element = page(path).select("newer-version");
		assertThat(element.attr("data-tags")).isEqualTo(tags);
		assertThat(element.select("[role=status]").text()).isEmpty();
		assertThat(element.select("template a").attr("href")).isEqualTo(path);
	}

	@Test
	void passingPageListensForNothing() {
		assertThat(page("/contact").select("newer-version, script[src*=newer]")).isEmpty();
		assertThat(parse(get("/nothing")).select("newer-version, script[src*=newer]")).isEmpty();
	}

	@Test
	void hostileContentStaysText() {
		var hostile = "\\\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
		this.services.answer("/api/profile",
				Answer.sample("profile.json")
					.with("I write programs for engines that are not built yet.", hostile)
					.with("Ada Lovelace", hostile)
					.with("linkedin.com/in/ada", "javascript:alert(1)"));
		this.services.answer("/api/projects", Answer.sample("projects.json").with("Counts what is owed.", hostile));
		this.services.answer("/api/insights/backpressure",
				Answer.sample("insight.json")
					.with("Backpressure", "</script>" + hostile)
					.with("https://www.reactive-streams.org", "javascript:alert(1)"));
		for (var path : List.of("/", "/insights/backpressure")) {
			var page = page(path);
			assertThat(page.select("script:not([src]):not([type=application/ld+json])")).isEmpty();
			assertThat(page.select("img, [onerror]")).isEmpty();
			assertThat(page.select("a").eachAttr("href")).noneMatch((href) -> href.startsWith("javascript:"));
			assertThat(page.select("script[type=application/ld+json]")).hasSize(1);
			assertThat(page.select("h1").text()).contains("<script>");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/projects", "/projects/ledger", "/insights", "/insights/backpressure", "/contact",
			"/nothing" })
	void nothingIsInlineAndNothingIsForeign(String path) {
		var page = path.equals("/nothing") ? parse(get(path)) : page(path);
		assertThat(page.select("style, [style], script:not([src]):not([type=application/ld+json])")).isEmpty();
		assertThat(page.getAllElements()).noneMatch((element) -> element.attributes()
			.asList()
			.stream()
			.anyMatch((attribute) -> attribute.getKey().startsWith("on")));
		assertThat(page.select("link[rel=stylesheet], link[rel=preload], link[rel=icon]").eachAttr("href"))
			.allMatch((href) -> href.startsWith("/assets/"));
		assertThat(page.select("script[src]").eachAttr("src")).allMatch((src) -> src.startsWith("/assets/"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/projects", "/projects/ledger", "/insights", "/insights/backpressure", "/contact" })
	void headingsStepDownOneByOneAndIdsAreUnique(String path) {
		var page = page(path);
		var level = 0;
		for (var heading : page.select("h1, h2, h3, h4")) {
			var next = heading.tagName().charAt(1) - '0';
			assertThat(next).as(heading.text()).isLessThanOrEqualTo(level + 1);
			level = next;
		}
		assertThat(page.select("h1")).hasSize(1);
		assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
		assertThat(page.select("html").attr("lang")).isEqualTo("en");
	}

	@Test
	void everyLocalLinkLeadsSomewhere() {
		this.services.answer("/api/projects/kiln", Answer.sample("project.json").with("\"ledger\"", "\"kiln\""));
		this.services.answer("/api/projects/wheel", Answer.sample("project.json").with("\"ledger\"", "\"wheel\""));
		this.services.answer("/api/insights/quorums",
				Answer.sample("insight.json").with("\"backpressure\"", "\"quorums\""));
		var open = new ArrayDeque<>(Set.of("/"));
		var seen = new HashSet<>(open);
		while (!open.isEmpty()) {
			var path = open.remove();
			var response = get(path);
			assertThat(response.getStatus()).as(path).isEqualTo(HttpStatus.OK);
			if (response.getResponseHeaders().getContentType().toString().startsWith("text/html")) {
				var page = parse(response);
				assertThat(page.select("a[href^=#]").eachAttr("href"))
					.allMatch((anchor) -> page.getElementById(anchor.substring(1)) != null);
				page.select("[href], [src]")
					.stream()
					.map((element) -> element.attr("href") + element.attr("src"))
					.filter((link) -> link.startsWith("/") && !link.startsWith("/api/"))
					.filter(seen::add)
					.forEach(open::add);
			}
		}
		assertThat(seen).contains("/insights/quorums", "/contact", "/feed.xml").hasSizeGreaterThan(15);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/insights/backpressure", "/contact" })
	void pageWeighsAtMost100KilobytesWithAllItLoads(String path) throws IOException {
		var page = get(path);
		var weight = compressed(page.getResponseBody());
		for (var element : parse(page).select("link[rel=stylesheet], link[rel=preload], script[src], link[rel=icon]")) {
			var file = get(element.attr("href") + element.attr("src"));
			weight += file.getResponseHeaders().getContentType().toString().startsWith("font/")
					? file.getResponseBody().length : compressed(file.getResponseBody());
		}
		assertThat(weight).isGreaterThan(50_000).isLessThan(100_000);
	}

	private static int compressed(byte[] content) throws IOException {
		var bytes = new ByteArrayOutputStream();
		try (var gzip = new GZIPOutputStream(bytes)) {
			gzip.write(content);
		}
		return bytes.size();
	}

	private Document page(String path) {
		var response = get(path);
		assertThat(response.getStatus()).isEqualTo(HttpStatus.OK);
		return parse(response);
	}

	private static Document parse(EntityExchangeResult<byte[]> response) {
		return Jsoup.parse(new String(response.getResponseBody(), StandardCharsets.UTF_8));
	}

	private EntityExchangeResult<byte[]> get(String path) {
		return get(path, BROWSER);
	}

	private EntityExchangeResult<byte[]> get(String path, String accept) {
		return this.client.get()
			.uri((base) -> URI.create(base.build() + path))
			.header("Accept", accept)
			.exchange()
			.expectBody()
			.returnResult();
	}

}
