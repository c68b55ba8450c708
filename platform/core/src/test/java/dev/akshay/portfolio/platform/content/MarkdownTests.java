package dev.akshay.portfolio.platform.content;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownTests {

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b",
			"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html;base64,PHNjcmlwdD4=)",
			"<javascript:alert(1)>", "[x](vbscript:x)" })
	void nothingInTheTextRuns(String hostile) {
		assertThat(Markdown.html(hostile))
			.doesNotContainPattern("<script|<img[^>]*onerror|(href|src)=\"(?i)(javascript|data|vbscript)");
	}

	@Test
	void headingsCanBeLinkedTo() {
		assertThat(Markdown.html("## Where it lives")).isEqualTo("<h2 id=\"where-it-lives\">Where it lives</h2>\n");
	}

	@Test
	void tablesAreTables() {
		assertThat(Markdown.html("| a |\n|---|\n| 1 |")).contains("<table>", "<td>1</td>");
	}

	@Test
	void imageOfOursComesInTheSizeThatSuits() {
		var image = "/media/0123456789abcdef0123456789abcdef-1000x500";
		assertThat(Markdown.html("![A \"bridge\"](" + image + ".jpg \"By day\")"))
			.isEqualTo("<p><img src=\"" + image + ".jpg\" alt=\"A &quot;bridge&quot;\" title=\"By day\" srcset=\""
					+ image + "-480.jpg 480w, " + image + "-960.jpg 960w, " + image
					+ ".jpg 1000w\" sizes=\"(min-width: 50rem) 47.25rem, calc(100vw - 2.5rem)\" width=\"1000\" "
					+ "height=\"500\" loading=\"lazy\" /></p>\n");
	}

	@Test
	void smallImageHasOneSize() {
		assertThat(Markdown.html("![x](/media/0123456789abcdef0123456789abcdef-300x200.png)"))
			.contains("width=\"300\" height=\"200\"")
			.doesNotContain("srcset");
	}

	@Test
	void imageOfOthersOnlyWaits() {
		assertThat(Markdown.html("![x](x.png)")).isEqualTo("<p><img src=\"x.png\" alt=\"x\" loading=\"lazy\" /></p>\n");
	}

}
