package dev.akshay.portfolio.website.insights;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Experiments that stand in the article whose pattern they try. */
public enum Lab {

	/** One payment, many times at once. */
	IDEMPOTENCY("designing-idempotent-apis", "labs/idempotency-lab"),
	/** A hundred calls, one of them slow. */
	TAIL("the-tail-at-scale", "labs/tail-lab"),
	/** The same page from two places. */
	EDGE("edge-computing-at-global-scale", "labs/edge-lab");

	private final String article;

	private final String element;

	Lab(String article, String element) {
		this.article = article;
		this.element = element;
	}

	/**
	 * The lab of an article.
	 * @param slug the article's name
	 * @return its lab, or {@code null} if it has none
	 */
	static @Nullable Lab of(String slug) {
		return Stream.of(values()).filter((lab) -> lab.article.equals(slug)).findFirst().orElse(null);
	}

	/** The custom element that runs it. */
	String element() {
		return this.element;
	}

}
