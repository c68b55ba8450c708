package dev.akshay.portfolio.platform.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One way in which one service fails, for some time and for one visitor alone.
 *
 * @param service the service it strikes
 * @param kind what happens there
 * @param amount how much of it, as the kind counts
 * @param percent of how many requests in a hundred it strikes, from 1 to 100
 * @param end when it is over, in seconds since 1970
 */
public record Fault(String service, Kind kind, int amount, int percent, long end) {

	/**
	 * Whether it is over.
	 * @param now the time, in seconds since 1970
	 * @return whether its end has come
	 */
	public boolean isOver(long now) {
		return this.end <= now;
	}

	/** What happens. */
	public enum Kind {

		/** the answer begins so many milliseconds later */
		LATENCY(1, 10_000),
		/** the answer is a 503 */
		ERROR(0, 0),
		/** the connection ends without an answer */
		ABORT(0, 0),
		/** so many bytes of the answer come in a second */
		SLOW_BODY(100, 100_000);

		private final int least;

		private final int most;

		Kind(int least, int most) {
			this.least = least;
			this.most = most;
		}

		/**
		 * The smallest amount.
		 * @return a number, 0 for a kind that has no amount
		 */
		public int least() {
			return this.least;
		}

		/**
		 * The largest amount.
		 * @return a number, 0 for a kind that has no amount
		 */
		public int most() {
			return this.most;
		}

		/**
		 * Whether there may be so much of it.
		 * @param amount how much
		 * @return whether that is within its bounds
		 */
		public boolean takes(int amount) {
			return amount >= this.least && amount <= this.most;
		}

		/**
		 * The name under which it is ordered and told.
		 * @return its name in lower case, with dashes
		 */
		public String text() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/**
		 * The kind of a name.
		 * @param text a name, perhaps of none
		 * @return the kind, empty if there is none of that name
		 */
		public static Optional<Kind> of(String text) {
			return Arrays.stream(values()).filter((kind) -> kind.text().equals(text)).findFirst();
		}

	}

}
