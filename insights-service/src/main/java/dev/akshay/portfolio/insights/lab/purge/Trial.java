package dev.akshay.portfolio.insights.lab.purge;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.purge.PurgeReport.Seen;
import org.jspecify.annotations.Nullable;

/** Gathers what is measured in one run. Used by one thread at a time. */
final class Trial {

	/** A reader shall not wait longer for what is new. */
	static final double LIMIT_MILLIS = 1000;

	private static final double MICROS_PER_MILLI = 1000;

	private static final int ENOUGH_FOR_P95 = 20;

	private final int changes;

	private final List<Seen> seen = new ArrayList<>();

	private int older;

	Trial(int changes) {
		this.changes = changes;
	}

	/** A change was shown. */
	void shown(Seen one) {
		this.seen.add(one);
	}

	/** Somebody was shown less than somebody before. */
	void wentBack() {
		this.older++;
	}

	/** What is known by now. */
	PurgeReport report() {
		return report(List.of());
	}

	/** What is known at the end. */
	PurgeReport conclusion() {
		var slowest = at(1);
		return report(List.of(Claim.equal("seen", this.changes, this.seen.size()),
				Claim.equal("never-older-again", 0, this.older), Claim.atMost("slowest", LIMIT_MILLIS,
						// who saw nothing has waited longer than all of them
						(slowest != null) ? slowest : PurgeLab.PATIENCE.toMillis())));
	}

	private PurgeReport report(List<Claim> claims) {
		return new PurgeReport(this.changes, List.copyOf(this.seen), at(0.5),
				(this.seen.size() >= ENOUGH_FOR_P95) ? at(0.95) : null, at(1), this.older, claims,
				claims.isEmpty() ? null : Verdict.of(claims));
	}

	private @Nullable Double at(double quantile) {
		var sorted = this.seen.stream().mapToLong(Seen::fresh).sorted().toArray();
		return (sorted.length == 0) ? null : sorted[(int) Math.ceil(quantile * sorted.length) - 1] / MICROS_PER_MILLI;
	}

}
