package dev.akshay.portfolio.bench.pipeline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;

/**
 * The mails that arrived, by the number of their message: sixteen bytes of the Message-ID
 * of each.
 */
public final class MailBook {

	private static final int SMALLEST = 1_024;

	private final BitSet there = new BitSet();

	private final BitSet apart = new BitSet();

	private long[] ids = new long[2 * SMALLEST];

	private long again;

	synchronized void arrived(int number, UUID id) {
		if (2 * number >= this.ids.length) {
			this.ids = Arrays.copyOf(this.ids, Math.max(2 * this.ids.length, 2 * (number + 1)));
		}
		int at = 2 * number;
		if (!this.there.get(number)) {
			this.there.set(number);
			this.ids[at] = id.getMostSignificantBits();
			this.ids[at + 1] = id.getLeastSignificantBits();
		}
		else if (this.ids[at] == id.getMostSignificantBits() && this.ids[at + 1] == id.getLeastSignificantBits()) {
			this.again++;
		}
		else {
			this.apart.set(number);
		}
	}

	synchronized boolean has(int number) {
		return this.there.get(number);
	}

	/**
	 * Of how many messages there is a mail.
	 * @return the number of messages
	 */
	public synchronized int messages() {
		return this.there.cardinality();
	}

	/**
	 * How many mails came once more under a Message-ID that was there already.
	 * @return the number of mails
	 */
	public synchronized long again() {
		return this.again;
	}

	/**
	 * Of how many messages there are mails under different Message-IDs.
	 * @return the number of messages
	 */
	public synchronized int apart() {
		return this.apart.cardinality();
	}

}
