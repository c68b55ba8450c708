package dev.akshay.portfolio.gateway.chaos;

import dev.akshay.portfolio.platform.chaos.Faults;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A visitor for whom something is broken at the moment.
 *
 * @param id who it is: the fingerprint of what her cookie says
 * @param faults what she ordered and what is not over
 */
public record ChaosSession(String id, Faults faults) {

	/**
	 * Tells in each answer that is hers what her breaker of that service is by then:
	 * {@code closed}, {@code open} or {@code half-open}; and who refused to ask the
	 * service, if somebody did: {@code ; refused=breaker} or {@code ; refused=limit}.
	 */
	public static final String BREAKER = "Chaos-Breaker";

	/**
	 * Whose request it is that is being worked on.
	 * @param context the subscriber's context
	 * @return the visitor, {@code null} for everybody else
	 */
	public static @Nullable ChaosSession from(ContextView context) {
		return context.getOrDefault(ChaosSession.class, null);
	}

	/**
	 * Puts this visitor where {@link #from} finds her.
	 * @param context a subscriber's context
	 * @return the context with this visitor
	 */
	public Context putInto(Context context) {
		return context.put(ChaosSession.class, this);
	}

}
