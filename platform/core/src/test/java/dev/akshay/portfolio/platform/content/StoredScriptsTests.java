package dev.akshay.portfolio.platform.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that is written as Markdown runs where it is read. What comes out is held
 * against what may come out, not against what is known to be bad: any tag, attribute or
 * scheme that is not expected fails.
 */
class StoredScriptsTests {

	private static final Pattern TAG = Pattern.compile("</?([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)(?: /)?>");

	private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z]+)=\"([^\"]*)\"");

	private static final Pattern SCHEME = Pattern.compile("^([^/?#]*?):.*", Pattern.DOTALL);

	private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

	private static final Set<String> ELEMENTS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "code",
			"pre", "blockquote", "ul", "ol", "li", "a", "img", "br", "hr", "table", "thead", "tbody", "tr", "th", "td");

	private static final Map<String, Set<String>> ATTRIBUTES = Map.of("a", Set.of("href", "title", "rel"), "img",
			Set.of("src", "alt", "title", "srcset", "sizes", "width", "height", "loading"), "ol", Set.of("start"),
			"code", Set.of("class"), "th", Set.of("align"), "td", Set.of("align"), "h1", Set.of("id"), "h2",
			Set.of("id"));

	static List<String> vectors() throws IOException {
		return new ClassPathResource("stored-scripts.txt").getContentAsString(StandardCharsets.UTF_8)
			.lines()
			.map(String::translateEscapes)
			.toList();
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void nothingOfItRuns(String markdown) {
		assertHarmless(Markdown.html(markdown));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void norDoesItInsideOfSomethingElse(String markdown) {
		for (var around : List.of("> %s", "- %s\n- x", "| a |\n|---|\n| %s |", "[%s](https://example.org)",
				"![%s](x.png)", "## %s", "**%s**", "[x](%s)", "<%s>", "[x]: %s\n\n[x]", "```%s\nx\n```", "a\n%s\nb",
				"[x](a \"%s\")")) {
			assertHarmless(Markdown.html(around.formatted(markdown)));
		}
	}

	@Test
	void norDoesAllOfItTogether() throws IOException {
		assertHarmless(Markdown.html(String.join("\n", vectors())));
		assertHarmless(Markdown.html(String.join("\n\n", vectors())));
		assertHarmless(Markdown.html(String.join("", vectors())));
	}

	@ParameterizedTest
	@MethodSource("bad")
	void theMeasureFindsWhatWouldRun(String html) {
		assertThat(faults(html)).isNotEmpty();
	}

	static Stream<String> bad() {
		return Stream.of("<script>", "<p onclick=\"x\">", "<a href=\"javascript:x\">", "<a href=\" java\nscript:x\">",
				"<img src=\"data:x\" />", "<a href='x'>", "<svg/onload=x>", "a < b", "<a href=\"&#106;avascript:x\">");
	}

	private static void assertHarmless(String html) {
		assertThat(faults(html)).as(html).isEmpty();
	}

	private static List<String> faults(String html) {
		var unexpected = TAG.matcher(html)
			.results()
			.flatMap((tag) -> ELEMENTS.contains(tag.group(1)) ? faults(tag.group(1), tag.group(2))
					: Stream.of(tag.group()))
			.collect(Collectors.toList());
		if (TAG.matcher(html).replaceAll("").contains("<")) {
			unexpected.add("a tag that is none: " + html);
		}
		return unexpected;
	}

	private static Stream<String> faults(String element, String attributes) {
		return ATTRIBUTE.matcher(attributes)
			.results()
			.filter((attribute) -> !ATTRIBUTES.getOrDefault(element, Set.of()).contains(attribute.group(1))
					|| (Set.of("href", "src").contains(attribute.group(1)) && !leadsSomewhereSafe(attribute.group(2))))
			.map((attribute) -> element + attribute.group());
	}

	/** As browsers read addresses: references are resolved, and blanks do not count. */
	private static boolean leadsSomewhereSafe(String address) {
		if (address.replace("&amp;", "").replace("&quot;", "").replace("&lt;", "").replace("&gt;", "").contains("&")) {
			return false;
		}
		var read = address.replace("&amp;", "&").replaceAll("[\\x00-\\x20]", "").toLowerCase(Locale.ROOT);
		var scheme = SCHEME.matcher(read);
		return !scheme.matches() || SCHEMES.contains(scheme.group(1));
	}

}
