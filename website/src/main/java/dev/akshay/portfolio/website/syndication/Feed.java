package dev.akshay.portfolio.website.syndication;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

import dev.akshay.portfolio.website.insights.Insight;
import dev.akshay.portfolio.website.page.Site;
import dev.akshay.portfolio.website.profile.Profile;

/**
 * The articles as Atom (<a href="https://www.rfc-editor.org/rfc/rfc4287">RFC 4287</a>).
 */
final class Feed {

	private Feed() {
	}

	static byte[] of(Site site, Profile owner, List<Insight> insights) {
		var xml = new Xml();
		xml.open("feed", "xmlns", "http://www.w3.org/2005/Atom");
		xml.element("id", site.absolute("/"));
		xml.element("title", owner.name() + ": insights");
		xml.element("subtitle", owner.headline());
		xml.element("updated", updated(insights));
		xml.empty("link", "rel", "self", "type", "application/atom+xml", "href", site.absolute("/feed.xml"));
		xml.empty("link", "rel", "alternate", "type", "text/html", "href", site.absolute("/insights"));
		xml.open("author");
		xml.element("name", owner.name());
		xml.element("uri", site.absolute("/"));
		xml.close();
		insights.stream().sorted(Comparator.comparing(Insight::published).reversed()).forEach((insight) -> {
			xml.open("entry");
			xml.element("id", site.absolute(insight.path()));
			xml.element("title", insight.title());
			xml.element("published", moment(insight.published()));
			xml.element("updated", moment(insight.published()));
			xml.empty("link", "rel", "alternate", "type", "text/html", "href", site.absolute(insight.path()));
			xml.element("summary", insight.summary());
			xml.close();
		});
		xml.close();
		return xml.toBytes();
	}

	private static String updated(List<Insight> insights) {
		return moment(insights.stream().map(Insight::published).max(Comparator.naturalOrder()).orElse(LocalDate.EPOCH));
	}

	private static String moment(LocalDate day) {
		return day + "T00:00:00Z";
	}

}
