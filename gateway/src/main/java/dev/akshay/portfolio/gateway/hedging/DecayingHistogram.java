package dev.akshay.portfolio.gateway.hedging;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long things took of late: what is older weighs less, by a half per half-life. It
 * tells one quantile, to within 3 %, and never waits.
 *
 * <p>
 * Buckets as in HdrHistogram, whose own way to forget pauses the thread that reads.
 */
final class DecayingHistogram {

	// per power of two
	private static final int BUCKETS = 32;

	private static final int BUCKET_BITS = 5;

	// about a microsecond
	private static final int UNIT_BITS = 10;

	// of these units: more than an hour
	private static final int LARGEST_EXPONENT = 32;

	private static final int REFRESH_EVERY = 32;

	private static final long HALF_LIFE = Duration.ofSeconds(10).toNanos();

	private final AtomicIntegerArray counts = new AtomicIntegerArray((LARGEST_EXPONENT - BUCKET_BITS + 2) * BUCKETS);

	private final AtomicInteger recorded = new AtomicInteger();

	private final AtomicLong halved;

	private final double quantile;

	private final int samples;

	private volatile long value;

	/**
	 * An empty histogram.
	 * @param quantile which one it tells, from 0 to 1
	 * @param samples how many values it wants to have before it tells anything
	 * @param now the time, in nanoseconds
	 */
	DecayingHistogram(double quantile, int samples, long now) {
		this.quantile = quantile;
		this.samples = samples;
		this.halved = new AtomicLong(now);
	}

	/**
	 * Takes a value in.
	 * @param nanos how long something took, in nanoseconds
	 * @param now the time, in nanoseconds
	 */
	void record(long nanos, long now) {
		this.counts.incrementAndGet(bucketOf(nanos));
		var last = this.halved.get();
		if (now - last >= HALF_LIFE && this.halved.compareAndSet(last, now)) {
			halve(Math.min(Integer.SIZE - 1, (int) ((now - last) / HALF_LIFE)));
		}
		if (this.recorded.incrementAndGet() % REFRESH_EVERY == 0) {
			this.value = find();
		}
	}

	/**
	 * The quantile, as of some values ago.
	 * @return nanoseconds, or zero if there are too few values to tell
	 */
	long value() {
		return this.value;
	}

	private void halve(int times) {
		for (int i = 0; i < this.counts.length(); i++) {
			var count = this.counts.get(i);
			if (count != 0) {
				this.counts.addAndGet(i, (count >> times) - count);
			}
		}
		this.value = find();
	}

	private long find() {
		long total = 0;
		for (int i = 0; i < this.counts.length(); i++) {
			total += this.counts.get(i);
		}
		if (total < this.samples) {
			return 0;
		}
		var wanted = (long) Math.ceil(total * this.quantile);
		long seen = 0;
		for (int i = 0; i < this.counts.length(); i++) {
			seen += this.counts.get(i);
			if (seen >= wanted) {
				return endOf(i);
			}
		}
		return 0;
	}

	private static int bucketOf(long nanos) {
		var units = Math.clamp(nanos >> UNIT_BITS, 0, (1L << LARGEST_EXPONENT) - 1);
		if (units < BUCKETS) {
			return (int) units;
		}
		var shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(units) - BUCKET_BITS;
		return (shift + 1) * BUCKETS + (int) (units >> shift) - BUCKETS;
	}

	/** The first value behind a bucket. */
	private static long endOf(int bucket) {
		if (bucket < BUCKETS) {
			return (bucket + 1L) << UNIT_BITS;
		}
		var shift = bucket / BUCKETS - 1;
		return (bucket % BUCKETS + BUCKETS + 1L) << shift << UNIT_BITS;
	}

}
