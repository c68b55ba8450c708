package dev.akshay.portfolio.insights.insight;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.akshay.portfolio.platform.content.Markdown;

/**
 * An insight with all that is written about it.
 *
 * @param insight the insight
 * @param sources what it rests on
 * @param body the text as Markdown
 */
record Article(@JsonUnwrapped Insight insight, List<Source> sources, String body) {

	/**
	 * The text to be shown.
	 * @return HTML that is safe to embed
	 */
	public String getHtml() {
		return Markdown.html(this.body);
	}

}
