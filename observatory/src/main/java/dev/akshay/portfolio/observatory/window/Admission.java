package dev.akshay.portfolio.observatory.window;

import dev.akshay.portfolio.observatory.span.TraceId;

/**
 * Of which traces spans are taken while more come than can be dealt with: a share of all,
 * the same ones wherever they are told of.
 */
final class Admission {

	private static final long SECOND = 1000;

	/** How much of a gain is taken at once, for what was too much may be so again. */
	private static final double CAUTION = 0.25;

	private static final double LEAST = 1e-6;

	private final int perSecond;

	private double share = 1;

	private long since;

	private long offered;

	/** What was offered of traces within the share. */
	private long taken;

	Admission(int perSecond, long now) {
		this.perSecond = perSecond;
		this.since = now;
	}

	/**
	 * Judges one span.
	 * @param id its trace
	 * @param now milliseconds since 1970
	 * @return whether it is taken
	 */
	boolean admits(TraceId id, long now) {
		adapt(now);
		this.offered++;
		if (id.position() >= this.share || this.taken >= this.perSecond) {
			return false;
		}
		this.taken++;
		return true;
	}

	private void adapt(long now) {
		long passed = now - this.since;
		if (passed < SECOND) {
			return;
		}
		double fitting = Math.max(LEAST, (double) this.perSecond * passed / SECOND / Math.max(1, this.offered));
		this.share = (fitting < this.share) ? fitting
				: Math.min(1, this.share + CAUTION * (Math.min(1, fitting) - this.share) + LEAST);
		if (this.share > 0.99) {
			this.share = 1;
		}
		this.since = now;
		this.offered = 0;
		this.taken = 0;
	}

	double share() {
		return this.share;
	}

}
