package dev.akshay.portfolio.gateway.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How much may be done on top of what clients ask for: a share of it, and a few each
 * second where there is little to have a share of. A bucket of tokens.
 */
public final class Budget {

	// a token in parts, so that small shares of one request add up
	private static final long TOKEN = 1_000_000;

	private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

	private final long perRequest;

	private final double perNano;

	private final long most;

	private final LongSupplier nanoTime;

	private final AtomicLong parts;

	private final AtomicLong refilled;

	/**
	 * A budget that is empty as long as only requests fill it, and full if time does.
	 * @param share tokens per request
	 * @param perSecond tokens per second
	 * @param burst how many tokens may gather
	 * @param nanoTime what time it is, in nanoseconds
	 */
	public Budget(double share, double perSecond, int burst, LongSupplier nanoTime) {
		this.perRequest = Math.round(share * TOKEN);
		this.perNano = perSecond * TOKEN / NANOS_PER_SECOND;
		this.most = burst * TOKEN;
		this.nanoTime = nanoTime;
		this.parts = new AtomicLong((perSecond > 0) ? this.most : 0);
		this.refilled = new AtomicLong(nanoTime.getAsLong());
	}

	/** Takes note of a request, which has its share. */
	public void earn() {
		add(this.perRequest);
	}

	/**
	 * Spends a token.
	 * @return whether there was one
	 */
	public boolean spend() {
		refill();
		while (true) {
			var now = this.parts.get();
			if (now < TOKEN) {
				return false;
			}
			if (this.parts.compareAndSet(now, now - TOKEN)) {
				return true;
			}
		}
	}

	/**
	 * What is left.
	 * @return tokens
	 */
	public double left() {
		return (double) this.parts.get() / TOKEN;
	}

	/**
	 * How much of it is left.
	 * @return from 0, spent, to 1, as full as it gets
	 */
	public double filled() {
		return (double) this.parts.get() / this.most;
	}

	private void refill() {
		if (this.perNano == 0) {
			return;
		}
		var now = this.nanoTime.getAsLong();
		var last = this.refilled.get();
		var earned = (long) ((now - last) * this.perNano);
		if (earned > 0 && this.refilled.compareAndSet(last, now)) {
			add(earned);
		}
	}

	private void add(long earned) {
		while (true) {
			var now = this.parts.get();
			var then = Math.min(this.most, now + earned);
			if (then == now || this.parts.compareAndSet(now, then)) {
				return;
			}
		}
	}

}
