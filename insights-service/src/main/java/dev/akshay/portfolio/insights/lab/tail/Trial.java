package dev.akshay.portfolio.insights.lab.tail;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.tail.FanOut.Leaf;
import dev.akshay.portfolio.insights.lab.tail.TailReport.Leg;
import dev.akshay.portfolio.insights.lab.tail.TailReport.Percentiles;
import org.HdrHistogram.Histogram;

/** Gathers what is measured in one run. Used by one thread at a time. */
final class Trial {

	/** A call that takes longer is counted as one that took so long. */
	private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(1);

	private static final int DIGITS = 2;

	private static final List<Integer> BOUNDS = List.of(5, 7, 10, 14, 20, 28, 40, 56, 80, 113, 160, 226, 320, 452, 640,
			905, 1280);

	private static final double PERCENT = 100;

	private static final double P95 = 95;

	private static final long MICROS_PER_MILLI = 1000;

	private final TailChoice choice;

	private final HedgeBudget budget;

	/** All calls that were not hedged, those that warmed it up included. */
	private final Histogram expected = histogram();

	private final Measured plain = new Measured();

	private final Measured hedged = new Measured();

	Trial(TailChoice choice) {
		this.choice = choice;
		this.budget = new HedgeBudget(choice.budgetPercent());
	}

	HedgeBudget budget() {
		return this.budget;
	}

	/** When a call is made once more. */
	Duration hedgeAfter() {
		return Duration.of(this.expected.getValueAtPercentile(P95), ChronoUnit.MICROS);
	}

	/** Takes from one that came first what a call takes, and nothing else. */
	void warm(FanOut fanOut) {
		fanOut.leaves().forEach((leaf) -> add(this.expected, leaf.micros()));
	}

	Trial note(FanOut fanOut) {
		if (!fanOut.hedged()) {
			warm(fanOut);
		}
		(fanOut.hedged() ? this.hedged : this.plain).note(fanOut);
		return this;
	}

	TailReport report() {
		var plainLeg = this.plain.leg(this.plain.leaf.getTotalCount(), 0);
		var hedgedLeg = this.hedged.leg(this.budget.calls(), this.budget.hedges());
		var done = (int) this.hedged.all.getTotalCount();
		var claims = (done == this.choice.fanouts()) ? claims(hedgedLeg) : List.<Claim>of();
		return new TailReport(this.choice.fanouts(), TailLab.LEAVES, this.choice.budgetPercent(), done,
				(double) this.expected.getValueAtPercentile(P95) / MICROS_PER_MILLI, BOUNDS, plainLeg, hedgedLeg,
				claims, claims.isEmpty() ? null : Verdict.of(claims));
	}

	private List<Claim> claims(Leg hedgedLeg) {
		// of so few fan-outs nobody knows a p95, but which was the slowest but for one in
		// twenty can be said
		var without = (double) this.plain.all.getValueAtPercentile(P95) / MICROS_PER_MILLI;
		var with = (double) this.hedged.all.getValueAtPercentile(P95) / MICROS_PER_MILLI;
		return List.of(Claim.atMost("half-of-the-p95", without / 2, with), Claim.atMost("extra-percent",
				this.choice.budgetPercent(), PERCENT * hedgedLeg.hedges() / Math.max(1, hedgedLeg.calls())));
	}

	private static Histogram histogram() {
		return new Histogram(LONGEST_MICROS, DIGITS);
	}

	private static void add(Histogram histogram, long micros) {
		histogram.recordValue(Math.min(micros, LONGEST_MICROS));
	}

	/** What is known of one kind of fan-outs. */
	private static final class Measured {

		private final Histogram leaf = histogram();

		private final Histogram most = histogram();

		private final Histogram all = histogram();

		private long slow;

		private long won;

		void note(FanOut fanOut) {
			for (var one : fanOut.leaves()) {
				add(this.leaf, one.micros());
			}
			this.won += fanOut.leaves().stream().filter(Leaf::won).count();
			add(this.most, fanOut.mostMicros());
			add(this.all, fanOut.allMicros());
			if (fanOut.allMicros() >= TimeUnit.NANOSECONDS.toMicros(LeafDelays.TAIL.toNanos())) {
				this.slow++;
			}
		}

		Leg leg(long calls, long hedges) {
			return new Leg(Percentiles.of(this.leaf), Percentiles.of(this.most), Percentiles.of(this.all),
					counts(this.leaf), counts(this.all), PERCENT * this.slow / Math.max(1, this.all.getTotalCount()),
					calls, hedges, this.won);
		}

		/** What lies beyond the last bound is in the last bucket. */
		private static List<Long> counts(Histogram histogram) {
			var counts = new ArrayList<Long>(BOUNDS.size());
			long below = 0;
			for (int bound : BOUNDS) {
				var upTo = histogram.getCountBetweenValues(0, bound * MICROS_PER_MILLI);
				counts.add(Math.max(0, upTo - below));
				below = Math.max(below, upTo);
			}
			counts.set(counts.size() - 1, counts.getLast() + histogram.getTotalCount() - below);
			return List.copyOf(counts);
		}

	}

}
