package dev.akshay.portfolio.insights.lab.edge;

/**
 * The page was read once.
 *
 * @param micros how long that took until its last byte was there, in microseconds
 * @param status the status
 * @param cacheStatus the {@code Cache-Status}, empty if it had none
 * @param digest stands for its bytes
 */
record Read(long micros, int status, String cacheStatus, String digest) {

	/**
	 * Whether the cache answered with what it had kept
	 * (<a href= "https://www.rfc-editor.org/rfc/rfc9211#section-2.1">RFC 9211</a>).
	 */
	boolean isHit() {
		return this.cacheStatus.contains("; hit");
	}

}
