package dev.akshay.portfolio.gateway.chaos;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many places each has taken, none more than a share. Who has none is not remembered,
 * so there are never more to remember than places in all.
 *
 * @param <K> what they are known by
 */
final class Shares<K> {

	private final int most;

	private final ConcurrentMap<K, Integer> taken = new ConcurrentHashMap<>();

	/**
	 * Shares of a size.
	 * @param most how many places one may have taken at a time
	 */
	Shares(int most) {
		this.most = most;
	}

	/**
	 * Takes a place, to be given back.
	 * @param who for whom
	 * @return whether there was one
	 */
	boolean take(K who) {
		if (this.taken.merge(who, 1, Integer::sum) <= this.most) {
			return true;
		}
		leave(who);
		return false;
	}

	/** Gives a place back. */
	void leave(K who) {
		this.taken.computeIfPresent(who, (_, places) -> (places > 1) ? places - 1 : null);
	}

	/** How many have a place. */
	int size() {
		return this.taken.size();
	}

}
