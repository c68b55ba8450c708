package dev.akshay.portfolio.website.syndication;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.akshay.portfolio.website.StubServices;
import dev.akshay.portfolio.website.StubServices.Answer;
import dev.akshay.portfolio.website.WebsiteTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@WebsiteTest
class SyndicationTests {

	private static final String ATOM = "http://www.w3.org/2005/Atom";

	@Autowired
	private WebTestClient client;

	@Autowired
	private StubServices services;

	@BeforeEach
	void servicesAnswer() {
		this.services.reset();
	}

	@Test
	void feedHoldsWhatAtomAsksFor() throws Exception {
		var response = get("/feed.xml");
		assertThat(response.getResponseHeaders().getContentType()).hasToString("application/atom+xml;charset=UTF-8");
		assertThat(response.getResponseHeaders().getETag()).isNotNull();
		var feed = parse(response);
		assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo(ATOM);
		assertThat(texts(feed, ATOM, "id")).containsExactly("https://portfolio.test/",
				"https://portfolio.test/insights/quorums", "https://portfolio.test/insights/backpressure");
		assertThat(texts(feed, ATOM, "title")).containsExactly("Ada Lovelace: insights", "Quorums & votes",
				"Backpressure");
		assertThat(texts(feed, ATOM, "updated")).containsExactly("2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z",
				"2026-11-20T00:00:00Z");
		assertThat(texts(feed, ATOM, "name")).containsExactly("Ada Lovelace");
	}

	@Test
	void feedStandsHostileText() throws Exception {
		this.services.answer("/api/insights",
				Answer.sample("insights.json").with("Say when it is enough.", "]]><x> & \\u0007 \\ud83d\\ude00"));
		assertThat(texts(parse(get("/feed.xml")), ATOM, "summary")).contains("]]><x> &  \ud83d\ude00");
	}

	@Test
	void sitemapListsEveryPage() throws Exception {
		var sitemap = parse(get("/sitemap.xml"));
		assertThat(texts(sitemap, "http://www.sitemaps.org/schemas/sitemap/0.9", "loc")).containsExactly(
				"https://portfolio.test/", "https://portfolio.test/projects", "https://portfolio.test/insights",
				"https://portfolio.test/contact", "https://portfolio.test/projects/ledger",
				"https://portfolio.test/projects/kiln", "https://portfolio.test/projects/wheel",
				"https://portfolio.test/insights/backpressure", "https://portfolio.test/insights/quorums");
	}

	@Test
	void robotsFindTheSitemap() {
		assertThat(new String(get("/robots.txt").getResponseBody()))
			.contains("Sitemap: https://portfolio.test/sitemap.xml", "Disallow: /contact/receipts/");
	}

	@Test
	void securityTextNamesAContactAndExpiresWithinAYear() {
		var lines = new String(get("/.well-known/security.txt").getResponseBody()).lines().toList();
		assertThat(lines).contains("Contact: mailto:ada@ada.test",
				"Canonical: https://portfolio.test/.well-known/security.txt");
		var expires = OffsetDateTime
			.parse(lines.stream().filter((line) -> line.startsWith("Expires: ")).findFirst().orElseThrow().substring(9))
			.toInstant();
		assertThat(expires).isBetween(Instant.now(), Instant.now().plus(365, ChronoUnit.DAYS))
			.isEqualTo(expires.truncatedTo(ChronoUnit.DAYS));
	}

	private EntityExchangeResult<byte[]> get(String path) {
		return this.client.get().uri(path).exchange().expectStatus().isOk().expectBody().returnResult();
	}

	private static Document parse(EntityExchangeResult<byte[]> response) throws Exception {
		var factory = DocumentBuilderFactory.newDefaultNSInstance();
		return factory.newDocumentBuilder().parse(new ByteArrayInputStream(response.getResponseBody()));
	}

	private static List<String> texts(Document document, String namespace, String name) {
		var texts = new ArrayList<String>();
		var elements = document.getElementsByTagNameNS(namespace, name);
		for (var i = 0; i < elements.getLength(); i++) {
			texts.add(elements.item(i).getTextContent());
		}
		return texts;
	}

}
