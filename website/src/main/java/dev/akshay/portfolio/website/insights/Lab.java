package dev.akshay.portfolio.website.insights;

import java.util.List;
import java.util.stream.Stream;

/** Experiments that stand in the article whose pattern they try. */
public enum Lab {

	/** One payment, many times at once. */
	IDEMPOTENCY("designing-idempotent-apis", "labs/idempotency-lab"),
	/** A hundred calls, one of them slow. */
	TAIL("the-tail-at-scale", "labs/tail-lab"),
	/** The same page from two places. */
	EDGE("edge-computing-at-global-scale", "labs/edge-lab"),
	/** A page that changes. */
	PURGE("edge-computing-at-global-scale", "labs/purge-lab"),
	/** A service that is broken for one visitor. */
	BREAKER("building-resilient-streaming-systems", "labs/breaker-lab");

	private final String article;

	private final String element;

	Lab(String article, String element) {
		this.article = article;
		this.element = element;
	}

	/**
	 * The labs of an article.
	 * @param slug the article's name
	 * @return its labs, in their order; none for most
	 */
	static List<Lab> of(String slug) {
		return Stream.of(values()).filter((lab) -> lab.article.equals(slug)).toList();
	}

	/** The custom element that runs it. */
	String element() {
		return this.element;
	}

}
