package dev.akshay.portfolio.gateway.edge;

import io.netty.util.AsciiString;

/**
 * Values of {@code Cache-Status} (<a href="https://www.rfc-editor.org/rfc/rfc9211">RFC
 * 9211</a>).
 */
final class CacheStatus {

	/** Longer than content stays fresh here. */
	private static final int SECONDS_KEPT = 3_600;

	private static final String CACHE = "gateway";

	private static final NumberedText HIT = new NumberedText(CACHE + "; hit; ttl=", SECONDS_KEPT);

	/** Why a request went on to its origin. */
	enum Forward {

		/** the method is not one that is answered from a cache */
		METHOD("method"),
		/** nothing is kept under this URI */
		URI_MISS("uri-miss"),
		/** what is kept under this URI is for other requests */
		VARY_MISS("vary-miss"),
		/** what is kept is too old */
		STALE("stale"),
		/** the request asked for it */
		REQUEST("request"),
		/** only a part was asked for, and nothing is kept */
		PARTIAL("partial"),
		/** nothing is ever kept under this URI */
		BYPASS("bypass");

		private final String token;

		Forward(String token) {
			this.token = token;
		}

		String token() {
			return this.token;
		}

	}

	private CacheStatus() {
	}

	static AsciiString hit(long timeToLive) {
		return HIT.with(timeToLive);
	}

	static String forwarded(Forward reason) {
		return CACHE + "; fwd=" + reason.token;
	}

	static String forwarded(Forward reason, int status) {
		return CACHE + "; fwd=" + reason.token + "; fwd-status=" + status;
	}

	static String stored(Forward reason, int status, boolean stored, long timeToLive) {
		return forwarded(reason, status) + (stored ? "; stored; ttl=" + timeToLive : "");
	}

	static String collapsed(Forward reason, long timeToLive) {
		return forwarded(reason) + "; collapsed; ttl=" + timeToLive;
	}

	/**
	 * The origin failed, or took too long ({@code status} 504), and something stale is
	 * shown.
	 */
	static String staleOnError(int status, long timeToLive) {
		return forwarded(Forward.STALE, status) + "; ttl=" + timeToLive + "; detail=stale-if-error";
	}

	/** Asked for somebody who broke something for herself, of whom nothing is kept. */
	static String forBroken(int status) {
		return forwarded(Forward.BYPASS, status) + "; detail=chaos";
	}

	/**
	 * The same, and what is kept is shown, because the origin confirmed it
	 * ({@code status} 304).
	 */
	static String confirmedForBroken(int status, long timeToLive) {
		return forwarded(Forward.BYPASS, status) + "; ttl=" + timeToLive + "; detail=chaos";
	}

	/** The same, and what is kept is shown, because the origin failed. */
	static String staleForBroken(int status, long timeToLive) {
		return forwarded(Forward.BYPASS, status) + "; ttl=" + timeToLive + "; detail=stale-if-error";
	}

	/** The origin failed a moment ago and was not asked again. */
	static String staleInHoldOff(long timeToLive) {
		return hit(timeToLive) + "; detail=stale-if-error";
	}

}
