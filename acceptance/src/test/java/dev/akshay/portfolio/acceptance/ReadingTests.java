package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A visitor reads all of it. */
@WithSuite
class ReadingTests {

	private final Suite suite;

	ReadingTests(Suite suite) {
		this.suite = suite;
	}

	@Test
	void homePageTellsTheWholePortfolio() {
		var home = page("/");
		assertThat(home.title()).contains("Akshay Kale");
		assertThat(home.select("section[id]").eachAttr("id")).contains("about", "experience", "projects", "insights",
				"skills", "recognition");
		assertThat(home.select("a[href^=/projects/]").eachAttr("href").stream().distinct()).hasSize(9);
		assertThat(home.select("a[href^=/insights/]").eachAttr("href").stream().distinct()).hasSize(6);
		assertThat(home.text()).contains("7-Eleven", "Amazon", "University of Texas at Dallas", "frisbee",
				"Microsoft AI Engineer Program", "Kubernetes", "$30 to $60");
	}

	@Test
	void everyFileOfTheContentHasItsPage() throws IOException {
		for (var chapter : Set.of("projects", "insights")) {
			try (var files = Files.list(Path.of("..", "content", chapter))) {
				for (var slug : files.map((file) -> file.getFileName().toString().replace(".md", "")).toList()) {
					var page = page("/" + chapter + "/" + slug);
					assertThat(page.select("h1")).as(slug).hasSize(1);
					assertThat(page.select("main").text().length()).as(slug).isGreaterThan(1500);
				}
			}
		}
	}

	@Test
	void everyLinkOnTheSiteLeadsSomewhere() {
		var open = new LinkedHashSet<>(Set.of("/"));
		var seen = new LinkedHashSet<String>();
		while (!open.isEmpty()) {
			var path = open.removeFirst();
			seen.add(path);
			var response = this.suite.get(path);
			assertThat(response.statusCode()).as(path).isEqualTo(200);
			if (response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
				Jsoup.parse(response.body(), this.suite.url(path).toString())
					.select("a[href], link[href], script[src], img[src]")
					.stream()
					.map((element) -> element.hasAttr("href") ? element.absUrl("href") : element.absUrl("src"))
					.filter((link) -> link.startsWith(this.suite.url("/").toString()))
					.map((link) -> link.substring(this.suite.url().toString().length()).replaceAll("#.*", ""))
					.map((link) -> link.isEmpty() ? "/" : link)
					.filter((link) -> !seen.contains(link))
					.forEach(open::add);
			}
		}
		assertThat(seen).hasSizeGreaterThan(20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/projects/kodai", "/insights", "/insights/the-tail-at-scale", "/api/profile",
			"/api/profile/resume.json", "/api/profile/resume.pdf", "/api/projects", "/api/projects/kodai",
			"/api/insights", "/api/insights/the-tail-at-scale", "/feed.xml", "/sitemap.xml" })
	void whatIsPublicMayBeKeptAndIsNotSentTwice(String path) {
		var first = this.suite.get(path);
		assertThat(first.statusCode()).isEqualTo(200);
		assertThat(first.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((it) -> assertThat(it).contains("public"));
		var tag = first.headers().firstValue("ETag").orElseThrow();
		assertThat(tag).startsWith("\"");
		var second = this.suite.get(path, "If-None-Match", tag);
		assertThat(second.statusCode()).isEqualTo(304);
		assertThat(second.body()).isEmpty();
		assertThat(second.headers().firstValue("ETag")).contains(tag);
	}

	@Test
	void resumeCanBePrinted() {
		var resume = this.suite.get("/api/profile/resume.pdf");
		assertThat(resume.headers().firstValue("Content-Type")).contains("application/pdf");
		assertThat(resume.headers().firstValue("Content-Disposition"))
			.contains("inline; filename=\"Akshay-Kale-resume.pdf\"");
		assertThat(resume.body()).startsWith("%PDF-");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/api/projects", "/api/projects/nobody", "/api/nothing", "/nothing", "/feed.xml" })
	void everyAnswerTellsItsTraceAndItsTime(String path) {
		var headers = this.suite.get(path).headers();
		assertThat(headers.firstValue("traceresponse"))
			.hasValueSatisfying((it) -> assertThat(it).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"));
		assertThat(String.join(",", headers.allValues("Server-Timing"))).contains("gateway;dur=");
		assertThat(headers.firstValue("Cache-Status")).isPresent();
	}

	@Test
	void homePageTellsHowLongEachServiceTook() {
		var timings = String.join(",", this.suite.get("/").headers().allValues("Server-Timing"));
		assertThat(timings).contains("website;dur=", "profile-service;dur=", "projects-service;dur=",
				"insights-service;dur=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/projects/nobody", "/insights/nobody" })
	void unknownPageIsAPageOfItsOwn(String path) {
		var response = this.suite.get(path, "Accept", "text/html");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(Jsoup.parse(response.body()).select("h1")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/projects/nobody", "/api/insights/nobody", "/api/contact/receipts/nobody",
			"/api/nothing", "/nothing", "/projects/nobody" })
	void unknownResourceIsAProblem(String path) {
		var response = this.suite.get(path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
		var problem = Suite.JSON.readTree(response.body());
		assertThat(problem.get("type").stringValue()).startsWith("https://akshay.dev/problems/");
		assertThat(problem.get("status").intValue()).isEqualTo(404);
	}

	@Test
	void whoAsksNextGetsTheKindOfErrorThatSheCanRead() {
		var path = "/projects/nobody-" + UUID.randomUUID();
		for (int i = 0; i < 3; i++) {
			assertThat(this.suite.get(path, "Accept", "text/html").headers().firstValue("Content-Type").orElseThrow())
				.startsWith("text/html");
			assertThat(this.suite.get(path).headers().firstValue("Content-Type")).contains("application/problem+json");
		}
	}

	@Test
	void feedListsEveryInsight() {
		var feed = Jsoup.parse(this.suite.get("/feed.xml").body(), "", Parser.xmlParser());
		assertThat(feed.select("feed > entry")).hasSize(6);
		assertThat(feed.select("feed > id, feed > title, feed > updated")).hasSize(3);
	}

	@Test
	void sitemapListsEveryPage() {
		var sitemap = Jsoup.parse(this.suite.get("/sitemap.xml").body(), "", Parser.xmlParser());
		assertThat(sitemap.select("url > loc")
			.eachText()
			.stream()
			.map((loc) -> loc.replaceFirst("^https?://[^/]+", ""))
			.collect(Collectors.toSet())).hasSizeGreaterThanOrEqualTo(1 + 9 + 1 + 6 + 1).contains("/contact");
	}

	@Test
	void securityContactIsNotOutOfDate() {
		var text = this.suite.get("/.well-known/security.txt");
		assertThat(text.statusCode()).isEqualTo(200);
		assertThat(text.body()).contains("Contact: mailto:").containsPattern("Expires: 20\\d\\d-");
	}

	@Test
	void searchEnginesFindTheirSitemap() {
		assertThat(this.suite.get("/robots.txt").body()).contains("Sitemap: ", "/sitemap.xml");
	}

	private Document page(String path) {
		var response = this.suite.get(path, "Accept", "text/html");
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return Jsoup.parse(response.body(), this.suite.url(path).toString());
	}

}
