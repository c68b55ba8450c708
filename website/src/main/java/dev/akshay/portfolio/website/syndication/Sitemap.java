package dev.akshay.portfolio.website.syndication;

import java.util.List;

import dev.akshay.portfolio.website.insights.Insight;
import dev.akshay.portfolio.website.page.Site;
import dev.akshay.portfolio.website.projects.Project;

/** Every page (<a href="https://www.sitemaps.org/protocol.html">Sitemaps 0.9</a>). */
final class Sitemap {

	private static final List<String> PAGES = List.of("/", "/projects", "/insights", "/contact");

	private Sitemap() {
	}

	static byte[] of(Site site, List<Project> projects, List<Insight> insights) {
		var xml = new Xml();
		xml.open("urlset", "xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
		PAGES.forEach((path) -> page(xml, site.absolute(path)));
		projects.forEach((project) -> page(xml, site.absolute(project.path())));
		for (var insight : insights) {
			xml.open("url");
			xml.element("loc", site.absolute(insight.path()));
			xml.element("lastmod", insight.published().toString());
			xml.close();
		}
		xml.close();
		return xml.toBytes();
	}

	private static void page(Xml xml, String url) {
		xml.open("url");
		xml.element("loc", url);
		xml.close();
	}

}
