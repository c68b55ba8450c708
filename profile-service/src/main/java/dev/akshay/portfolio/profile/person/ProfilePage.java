package dev.akshay.portfolio.profile.person;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.akshay.portfolio.platform.content.Markdown;

/**
 * The profile as it is read over HTTP.
 *
 * @param profile the profile
 */
record ProfilePage(@JsonUnwrapped Profile profile) {

	/**
	 * The summary to be shown.
	 * @return HTML that is safe to embed
	 */
	public String getSummaryHtml() {
		return Markdown.html(this.profile.summary());
	}

}
