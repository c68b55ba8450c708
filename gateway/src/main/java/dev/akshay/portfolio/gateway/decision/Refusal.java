package dev.akshay.portfolio.gateway.decision;

import java.util.Locale;

import org.springframework.web.server.ServerWebExchange;

/** Why a request was not passed on to whom it was for. */
public enum Refusal {

	/** the service failed lately, and is left alone */
	BREAKER,
	/** as many as may wait for the service do */
	LIMIT,
	/** this client did the same too often */
	RATE_LIMIT,
	/** there is more to do than can be done */
	LOAD,
	/** visitors have broken as much as they may, all together or from one network */
	CHAOS_PLACES;

	/**
	 * Leaves the reason where the span of the request finds it.
	 * @param exchange the request
	 */
	public void leaveIn(ServerWebExchange exchange) {
		exchange.getAttributes().put(Decisions.REFUSED, this);
	}

	/**
	 * The reason as it is told.
	 * @return a word, such as {@code rate-limit}
	 */
	public String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
