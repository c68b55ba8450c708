package dev.akshay.portfolio.website.syndication;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import dev.akshay.portfolio.website.insights.InsightsClient;
import dev.akshay.portfolio.website.page.Composer;
import dev.akshay.portfolio.website.page.Composition;
import dev.akshay.portfolio.website.page.Site;
import dev.akshay.portfolio.website.profile.ProfileClient;
import dev.akshay.portfolio.website.projects.ProjectsClient;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The files that programs look for. None of them is sent in part: what is missing in a
 * feed looks deleted to its readers.
 */
@RestController
class SyndicationFiles {

	private static final MediaType ATOM = MediaType.parseMediaType("application/atom+xml;charset=UTF-8");

	private static final MediaType XML = MediaType.parseMediaType("application/xml;charset=UTF-8");

	private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

	private static final int SECURITY_TEXT_DAYS = 180;

	private final Composer composer;

	private final Site site;

	private final Clock clock;

	private final ProfileClient profiles;

	private final ProjectsClient projects;

	private final InsightsClient insights;

	SyndicationFiles(Composer composer, Site site, Clock clock, ProfileClient profiles, ProjectsClient projects,
			InsightsClient insights) {
		this.composer = composer;
		this.site = site;
		this.clock = clock;
		this.profiles = profiles;
		this.projects = projects;
		this.insights = insights;
		Xml.prepare();
	}

	@GetMapping("/feed.xml")
	Mono<ResponseEntity<byte[]>> feed() {
		var page = this.composer.compose();
		return Mono
			.zip(page.ask(ProfileClient.SERVICE, this.profiles.profile()),
					page.ask(InsightsClient.SERVICE, this.insights.insights()))
			.map((parts) -> page.file(ATOM, Feed.of(this.site, parts.getT1().required(), parts.getT2().required())));
	}

	@GetMapping("/sitemap.xml")
	Mono<ResponseEntity<byte[]>> sitemap() {
		var page = this.composer.compose();
		return Mono
			.zip(page.ask(ProjectsClient.SERVICE, this.projects.projects()),
					page.ask(InsightsClient.SERVICE, this.insights.insights()))
			.map((parts) -> page.file(XML, Sitemap.of(this.site, parts.getT1().required(), parts.getT2().required())));
	}

	@GetMapping("/robots.txt")
	ResponseEntity<byte[]> robots() {
		return text(this.composer.compose(), """
				User-agent: *
				Disallow: /api/
				Disallow: /contact/receipts/

				Sitemap: %s
				""".formatted(this.site.absolute("/sitemap.xml")));
	}

	/**
	 * Whom to tell about a hole (<a href="https://www.rfc-editor.org/rfc/rfc9116">RFC
	 * 9116</a>). Its end moves once a day, so that it keeps its tag in between.
	 */
	@GetMapping("/.well-known/security.txt")
	Mono<ResponseEntity<byte[]>> security() {
		var page = this.composer.compose();
		return page.ask(ProfileClient.SERVICE, this.profiles.profile()).map((profile) -> {
			var email = profile.required().email();
			if (email == null) {
				throw page.notFound();
			}
			return text(page,
					"""
							Contact: mailto:%s
							Expires: %sT00:00:00Z
							Preferred-Languages: en
							Canonical: %s
							""".formatted(email,
							LocalDate.now(this.clock.withZone(ZoneOffset.UTC)).plusDays(SECURITY_TEXT_DAYS),
							this.site.absolute("/.well-known/security.txt")));
		});
	}

	private static ResponseEntity<byte[]> text(Composition page, String content) {
		return page.file(TEXT, content.getBytes(StandardCharsets.UTF_8));
	}

}
