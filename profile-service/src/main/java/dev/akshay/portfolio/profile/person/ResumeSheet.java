package dev.akshay.portfolio.profile.person;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.content.Markdown;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.StringUtils;

/**
 * What stands on the printed résumé, in which order and of what rank; how it looks is
 * told by {@code resume.css}. It is built from elements and texts and not from strings,
 * so that no word of the profile can be taken for markup.
 */
final class ResumeSheet {

	private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

	private static final String STYLE = style();

	private final Profile profile;

	private final Length length;

	private final Document page;

	private ResumeSheet(Profile profile, Length length) {
		this.profile = profile;
		this.length = length;
		this.page = Document.createShell("https://" + profile.site() + "/");
	}

	/**
	 * Writes the sheet.
	 * @param profile the profile
	 * @param length how much of the profile it says; a sheet that leaves something out
	 * says so, and where all of it stands
	 * @return an HTML page that names nothing outside of itself but what its links lead
	 * to
	 */
	static Document of(Profile profile, Length length) {
		var sheet = new ResumeSheet(profile, length);
		sheet.writeHead();
		sheet.writeOpening();
		sheet.writeAbout();
		sheet.writeExperience();
		sheet.writeSkills();
		sheet.writeRecord();
		return sheet.page;
	}

	private void writeHead() {
		Objects.requireNonNull(this.page.selectFirst("html")).attr("lang", "en");
		this.page.title(this.profile.name() + ", résumé");
		describe("author", this.profile.name());
		describe("subject", this.profile.headline());
		describe("keywords",
				this.profile.skills()
					.stream()
					.flatMap((skills) -> skills.items().stream())
					.collect(Collectors.joining(", ")));
		this.page.head().appendElement("style").text(STYLE);
	}

	private void describe(String name, String content) {
		this.page.head().appendElement("meta").attr("name", name).attr("content", content);
	}

	private void writeOpening() {
		var body = this.page.body();
		if (this.length.close) {
			body.addClass("close");
		}
		body.appendElement("p").addClass("foot").text(this.profile.name()).appendElement("span");
		body.appendElement("h1").text(this.profile.name());
		paragraph(body, "roles", sentence(this.profile.roles()));
		paragraph(body, "headline", this.profile.headline());
		var reach = body.appendElement("p").addClass("reach");
		link(reach, "mailto:" + this.profile.email(), this.profile.email(), "Write to " + this.profile.name());
		link(reach, "https://" + this.profile.linkedin(), this.profile.linkedin(),
				this.profile.name() + " on LinkedIn");
		link(reach, "https://" + this.profile.site(), this.profile.site(), "The site of " + this.profile.name());
		var figures = body.appendElement("div").addClass("figures");
		for (var figure : this.profile.figures()) {
			var item = figures.appendElement("div");
			paragraph(item, "value", figure.value());
			paragraph(item, "label", figure.label());
		}
	}

	private void writeAbout() {
		var about = section("About");
		about.appendElement("div").addClass("lede").appendChildren(summary().childNodes());
		fact(about, "Specialities", sentence(this.profile.specialities()));
		fact(about, "Looking for", this.profile.lookingFor());
	}

	/** Pictures are not fetched, headings belong below that of their section. */
	private Element summary() {
		var summary = Jsoup.parseBodyFragment(Markdown.html(this.profile.summary()), this.page.location()).body();
		summary.select("img").forEach((image) -> image.replaceWith(new TextNode(image.attr("alt"))));
		summary.select("h1, h2, h3, h4, h5, h6").tagName("h3");
		for (var link : summary.select("a[href]")) {
			link.attr("href", link.absUrl("href")).attr("title", link.text());
		}
		return summary;
	}

	/**
	 * Only how the first post begins stands beside the title: the page may end after it.
	 */
	private void writeExperience() {
		var begin = section("Experience");
		var section = Objects.requireNonNull(begin.closest("section")).addClass("long");
		boolean leftOut = false;
		int number = 0;
		for (var work : this.profile.experience()) {
			var post = section.appendElement("div").addClass("post");
			int highlights = Math.min(work.highlights().size(), this.length.highlightsOf(number++));
			writePost(work, highlights, begin.childrenSize() == 0 ? begin : post, post);
			leftOut |= highlights < work.highlights().size();
		}
		if (leftOut) {
			var rest = section.appendElement("p").addClass("rest").text("More of these posts: ");
			link(rest, "https://" + this.profile.site(), this.profile.site(), "All that was left out here");
		}
	}

	private static void writePost(Profile.Employment work, int highlights, Element begin, Element rest) {
		begin.appendElement("h3").text(work.company());
		paragraph(begin, "when", line(work.title(), work.where(), period(work)));
		paragraph(begin, "summary", work.summary());
		if (highlights > 0) {
			var deeds = rest.appendElement("ul").addClass("deeds");
			work.highlights()
				.stream()
				.limit(highlights)
				.forEach((highlight) -> deeds.appendElement("li").appendElement("p").text(highlight));
		}
		paragraph(rest, "stack", String.join(", ", work.stack()));
	}

	private void writeSkills() {
		var skills = section("Skills");
		for (var group : this.profile.skills()) {
			fact(skills, line(group.group(), group.level()), sentence(group.items()));
		}
	}

	private void writeRecord() {
		var education = section("Education");
		for (var degree : this.profile.education()) {
			entry(education, String.valueOf(degree.year()), degree.degree(), degree.school());
		}
		if (!this.profile.certifications().isEmpty()) {
			var certifications = section("Certifications");
			for (var certification : this.profile.certifications()) {
				entry(certifications, null, certification.name(),
						line(month(certification.date()), certification.state()));
			}
		}
		if (!this.profile.recognition().isEmpty()) {
			var recognition = section("Recognition");
			for (var thanks : this.profile.recognition()) {
				entry(recognition, String.valueOf(thanks.year()), thanks.by(),
						"for " + String.join(", ", thanks.reasons()));
			}
		}
		if (!this.profile.beyond().isEmpty()) {
			var beyond = section("Beyond the code");
			for (var pursuit : this.profile.beyond()) {
				var year = (pursuit.year() != null) ? pursuit.year().toString() : null;
				entry(beyond, null, pursuit.what(), line(pursuit.detail(), pursuit.where(), year));
			}
		}
	}

	private Element section(String title) {
		var section = this.page.body().appendElement("section");
		var head = section.appendElement("div").addClass("head");
		head.appendElement("h2").text(title);
		return head.appendElement("div").addClass("body");
	}

	private static void fact(Element parent, String term, String description) {
		var fact = parent.appendElement("div").addClass("fact");
		paragraph(fact, "term", term);
		paragraph(fact, "description", description);
	}

	private static void entry(Element parent, @Nullable String year, String what, String more) {
		var entry = parent.appendElement("div").addClass("entry");
		paragraph(entry, "what", line(what, year));
		paragraph(entry, "more", more);
	}

	private static void paragraph(Element parent, String name, String text) {
		if (!text.isEmpty()) {
			parent.appendElement("p").addClass(name).text(text);
		}
	}

	private static void link(Element parent, String address, String text, String title) {
		parent.appendElement("a").attr("href", address).attr("title", title).text(text);
		parent.appendText(" ");
	}

	private static @Nullable String period(Profile.Employment work) {
		if (work.from() == null) {
			return null;
		}
		return month(work.from()) + " to " + ((work.to() != null) ? month(work.to()) : "today");
	}

	private static String month(String month) {
		return YearMonth.parse(month).format(MONTH);
	}

	private static String line(@Nullable String... parts) {
		return Arrays.stream(parts).filter(Objects::nonNull).collect(Collectors.joining(", "));
	}

	private static String sentence(List<String> parts) {
		return StringUtils.capitalize(String.join(", ", parts));
	}

	private static String style() {
		try {
			return new ClassPathResource("resume/resume.css").getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("the jar has its résumé's style", ex);
		}
	}

	/** How much of a profile a sheet says, from all of it to the least. */
	enum Length {

		/** All of it, with room around. */
		FULL(false, Integer.MAX_VALUE, Integer.MAX_VALUE),

		/** All of it, set closer. */
		CLOSE(true, Integer.MAX_VALUE, Integer.MAX_VALUE),

		/** Of older posts no more than what they were. */
		RECENT(true, Integer.MAX_VALUE, 0),

		/** The same, with the first few deeds of each recent post. */
		SHORT(true, 3, 0);

		private static final int RECENT_POSTS = 2;

		private final boolean close;

		private final int ofRecentPosts;

		private final int ofOlderPosts;

		Length(boolean close, int ofRecentPosts, int ofOlderPosts) {
			this.close = close;
			this.ofRecentPosts = ofRecentPosts;
			this.ofOlderPosts = ofOlderPosts;
		}

		private int highlightsOf(int post) {
			return (post < RECENT_POSTS) ? this.ofRecentPosts : this.ofOlderPosts;
		}

	}

}
