package dev.akshay.portfolio.platform.content;

import java.util.List;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns the owner's Markdown (<a href="https://spec.commonmark.org">CommonMark</a> with
 * tables) into HTML that is safe to show: HTML in the text is escaped, and links lead to
 * {@code http}, {@code https} or {@code mailto} only.
 */
public final class Markdown {

	private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(),
			HeadingAnchorExtension.create());

	private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

	private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
		.extensions(EXTENSIONS)
		.escapeHtml(true)
		.sanitizeUrls(true)
		.urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
		.build();

	private Markdown() {
	}

	/**
	 * Renders Markdown.
	 * @param markdown the text
	 * @return HTML for the inside of a block element
	 */
	public static String html(String markdown) {
		return RENDERER.render(PARSER.parse(markdown));
	}

}
