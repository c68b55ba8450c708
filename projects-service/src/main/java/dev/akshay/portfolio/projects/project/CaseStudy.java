package dev.akshay.portfolio.projects.project;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.akshay.portfolio.platform.content.Markdown;

/**
 * A project with its whole story.
 *
 * @param project the project
 * @param body the story as Markdown
 */
record CaseStudy(@JsonUnwrapped Project project, String body) {

	/**
	 * The story to be shown.
	 * @return HTML that is safe to embed
	 */
	public String getHtml() {
		return Markdown.html(this.body);
	}

}
