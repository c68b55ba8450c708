package dev.akshay.portfolio.projects.project;

import org.jspecify.annotations.Nullable;

/**
 * Which projects a client asks for; what is absent or empty, as a form sends it, filters
 * nothing.
 *
 * @param company the company's name, in any case
 * @param stack one technology, in any case
 * @param q words that title, summary or story contain, in any case
 */
record ProjectFilter(@Nullable @Text String company, @Nullable @Text String stack, @Nullable @Text String q) {

	ProjectFilter {
		company = unlessEmpty(company);
		stack = unlessEmpty(stack);
		q = unlessEmpty(q);
	}

	private static @Nullable String unlessEmpty(@Nullable String text) {
		return (text != null && text.isEmpty()) ? null : text;
	}

}
