package dev.akshay.portfolio.platform.content;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns the owner's Markdown (<a href="https://spec.commonmark.org">CommonMark</a> with
 * tables) into HTML that is safe to show: HTML in the text is escaped, and links lead to
 * {@code http}, {@code https} or {@code mailto} only. An image of ours is shown in a size
 * that suits, see {@link ImageAddress}.
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
		.attributeProviderFactory((_) -> Markdown::describe)
		.build();

	/** How wide a text is: as its style sheet says, and never wider than the window. */
	private static final String SIZES = "(min-width: 50rem) 47.25rem, calc(100vw - 2.5rem)";

	private Markdown() {
	}

	/**
	 * An image waits until it is about to be seen. One of ours comes in the size that
	 * suits, and takes its place before it is there.
	 */
	private static void describe(Node node, String tag, Map<String, String> attributes) {
		if (!(node instanceof Image image)) {
			return;
		}
		ImageAddress.parse(image.getDestination()).ifPresent((address) -> {
			if (address.upToThis().size() > 1) {
				attributes.put("srcset",
						address.upToThis()
							.stream()
							.map((narrower) -> "%s %dw".formatted(narrower.path(), narrower.shown()))
							.collect(Collectors.joining(", ")));
				attributes.put("sizes", SIZES);
			}
			attributes.put("width", String.valueOf(address.shown()));
			attributes.put("height", String.valueOf(address.shownHeight()));
		});
		attributes.put("loading", "lazy");
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
