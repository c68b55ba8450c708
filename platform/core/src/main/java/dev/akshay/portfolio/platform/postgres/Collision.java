package dev.akshay.portfolio.platform.postgres;

import java.util.Set;

import io.r2dbc.spi.R2dbcException;

/**
 * What PostgreSQL ends because another transaction is in its way, as in a deadlock.
 * Nothing of it is left, and done once more it may well succeed.
 */
public final class Collision {

	/** A deadlock, and transactions that could not have run one after the other. */
	private static final Set<String> SQL_STATES = Set.of("40P01", "40001");

	private Collision() {
	}

	/**
	 * Looks for one behind an error. The type of an exception does not tell: the driver
	 * has none of its own for a deadlock.
	 * @param failure what a transaction, or a statement that is one, failed with
	 * @return whether it may be done once more
	 */
	public static boolean isBehind(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof R2dbcException answer) {
				var state = answer.getSqlState();
				return state != null && SQL_STATES.contains(state);
			}
		}
		return false;
	}

}
