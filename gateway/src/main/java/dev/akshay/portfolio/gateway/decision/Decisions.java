package dev.akshay.portfolio.gateway.decision;

/**
 * What was decided about a request, which its span tells. Who decides leaves it among the
 * request's attributes.
 */
public final class Decisions {

	/** What the edge cache did: {@code hit}, or why it asked: {@code fwd=uri-miss}. */
	public static final String CACHE = "portfolio.cache";

	/** Its answer is a stream, which takes as long as somebody watches. */
	public static final String STREAM = "portfolio.stream";

	/** Among the attributes of an exchange: its visitor broke something for herself. */
	public static final String CHAOS = "portfolio.chaos";

	/**
	 * Among the attributes of an exchange: why nobody was asked, one of {@link Refusal}.
	 */
	public static final String REFUSED = "portfolio.refused";

	private Decisions() {
	}

}
