package dev.akshay.portfolio.observatory.graph;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/** The calls on one edge, slice by slice of the window. */
class EdgeFigures {

	/** In microseconds. What takes longer counts as this long. */
	static final long LONGEST = TimeUnit.MINUTES.toMicros(2);

	private static final int DIGITS = 2;

	private final @Nullable Slice[] slices;

	private long newest;

	EdgeFigures(int slices) {
		this.slices = new Slice[slices];
	}

	/**
	 * Counts a call.
	 * @param slice the number of the slice it belongs to, which never goes back by more
	 * than the window
	 * @param nanos how long it took
	 * @param failed whether it failed
	 * @param weight for how many calls it stands
	 */
	void count(long slice, long nanos, boolean failed, double weight) {
		var figures = slice(slice);
		if (figures != null) {
			figures.count(failed, weight);
			figures.time(nanos, weight);
		}
	}

	/**
	 * Counts a call whose time says nothing.
	 * @param slice the number of the slice it belongs to
	 * @param failed whether it failed
	 * @param weight for how many calls it stands
	 */
	void count(long slice, boolean failed, double weight) {
		var figures = slice(slice);
		if (figures != null) {
			figures.count(failed, weight);
		}
	}

	private @Nullable Slice slice(long slice) {
		this.newest = Math.max(this.newest, slice);
		int place = (int) (slice % this.slices.length);
		var figures = this.slices[place];
		if (figures == null || figures.number < slice) {
			figures = (figures != null) ? figures.reset(slice) : new Slice(slice);
			this.slices[place] = figures;
		}
		return (figures.number == slice) ? figures : null;
	}

	/** Whether nothing was counted since then. */
	boolean isOlderThan(long slice) {
		return this.newest < slice;
	}

	/**
	 * Sums up.
	 * @param slice the number of the window's last slice
	 * @param recent how many of the last slices the rate is about
	 * @param recentSeconds how long these are
	 */
	Sum sum(long slice, int recent, double recentSeconds) {
		var times = new Histogram(1, LONGEST, DIGITS);
		double calls = 0;
		double failures = 0;
		double lately = 0;
		for (var figures : this.slices) {
			if (figures == null || figures.number <= slice - this.slices.length || figures.number > slice) {
				continue;
			}
			calls += figures.calls;
			failures += figures.failures;
			if (figures.number > slice - recent) {
				lately += figures.calls;
			}
			times.add(figures.times);
		}
		return new Sum(Math.round(calls), Math.round(failures), lately / recentSeconds,
				times.getValueAtPercentile(50) / 1000.0, times.getValueAtPercentile(99) / 1000.0);
	}

	/**
	 * What is told of an edge.
	 *
	 * @param calls how many calls there were in the window
	 * @param failures how many of them failed
	 * @param perSecond how many there are a second, lately
	 * @param p50Millis how long half of them take at most
	 * @param p99Millis how long 99 % of them take at most
	 */
	record Sum(long calls, long failures, double perSecond, double p50Millis, double p99Millis) {
	}

	private static final class Slice {

		private final IntCountsHistogram times = new IntCountsHistogram(1, LONGEST, DIGITS);

		private long number;

		private double calls;

		private double failures;

		Slice(long number) {
			this.number = number;
		}

		Slice reset(long next) {
			this.number = next;
			this.calls = 0;
			this.failures = 0;
			this.times.reset();
			return this;
		}

		void count(boolean failed, double weight) {
			this.calls += weight;
			this.failures += failed ? weight : 0;
		}

		/** As often as it stands for a call: not all are chosen alike. */
		void time(long nanos, double weight) {
			long micros = Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 1, LONGEST);
			long room = Integer.MAX_VALUE - this.times.getCountAtValue(micros);
			this.times.recordValueWithCount(micros, Math.min(Math.round(weight), room));
		}

	}

}
