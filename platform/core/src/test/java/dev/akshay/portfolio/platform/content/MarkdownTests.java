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

}
