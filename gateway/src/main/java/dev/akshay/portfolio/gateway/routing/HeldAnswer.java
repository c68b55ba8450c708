package dev.akshay.portfolio.gateway.routing;

import dev.akshay.portfolio.gateway.origin.InvalidAnswer;
import dev.akshay.portfolio.gateway.origin.OriginResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

/**
 * An answer whose head a route's filters may still change, and whose body waits for them.
 * It waits among the attributes of its exchange.
 */
final class HeldAnswer {

	private static final String ATTRIBUTE = HeldAnswer.class.getName();

	private @Nullable OriginResponse answer;

	private boolean over;

	/**
	 * Has the answer to a request held.
	 * @param exchange the request
	 * @return where it will be
	 */
	static HeldAnswer in(ServerWebExchange exchange) {
		var held = new HeldAnswer();
		exchange.getAttributes().put(ATTRIBUTE, held);
		return held;
	}

	/**
	 * Where the answer to a request is to be held.
	 * @param exchange the request
	 * @return the place, or {@code null} if it is to be sent at once
	 */
	static @Nullable HeldAnswer of(ServerWebExchange exchange) {
		return exchange.getAttribute(ATTRIBUTE);
	}

	/**
	 * Holds an answer, in place of one before it if a filter asked again.
	 * @param next the answer
	 * @param response gets its head
	 * @throws InvalidAnswer if its head cannot be passed on
	 */
	synchronized void hold(OriginResponse next, ServerHttpResponse response) {
		if (this.over) {
			next.discard();
			return;
		}
		if (this.answer != null) {
			this.answer.takeBackFrom(response);
			this.answer = null;
		}
		next.writeHeadTo(response);
		this.answer = next;
	}

	/**
	 * Gives out what is held.
	 * @return the answer, or {@code null} if a filter answered itself
	 */
	synchronized @Nullable OriginResponse release() {
		var released = this.answer;
		this.answer = null;
		this.over = true;
		return released;
	}

	/**
	 * Gives up what is held, and what comes later.
	 * @param response is as if there had been nothing
	 */
	void drop(ServerHttpResponse response) {
		var dropped = release();
		if (dropped != null) {
			dropped.takeBackFrom(response);
		}
	}

}
