package dev.akshay.portfolio.insights.lab.breaker;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.breaker.Answer.Shown;
import dev.akshay.portfolio.insights.lab.breaker.BreakerReport.Change;
import dev.akshay.portfolio.insights.lab.breaker.BreakerReport.Counts;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is measured in one run. Used by one thread at a time, apart from
 * {@link #isOver}.
 */
final class Trial {

	/** Who is refused waits for nobody; so much may a busy machine add. */
	static final long AT_ONCE_MILLIS = 100;

	/** How long after the service is well again the breaker may need to see that. */
	static final long RECOVERY_MILLIS = 10_000;

	/** How long all is looked at once all is well again. */
	static final long AFTERWARDS_MILLIS = 1000;

	private static final double MOST = 0.95;

	private final String page;

	private final String service;

	private final List<Answer> answers = new ArrayList<>();

	private final List<Change> changes = new ArrayList<>();

	private @Nullable Long brokenAt;

	private @Nullable Long mendedAt;

	private volatile long overAt = Long.MAX_VALUE;

	Trial(String page, String service) {
		this.page = page;
		this.service = service;
	}

	/**
	 * The service is broken.
	 * @param from from when on, in milliseconds from the beginning
	 * @param to until when
	 */
	Trial broken(long from, long to) {
		this.brokenAt = from;
		this.mendedAt = to;
		this.overAt = to + RECOVERY_MILLIS;
		return this;
	}

	/** A request was answered, or was not. */
	Trial note(Answer answer) {
		this.answers.add(answer);
		long end = answer.at() + answer.took();
		var state = answer.breaker();
		if (state != null && (this.changes.isEmpty() || !this.changes.getLast().state().equals(state))) {
			this.changes.add(new Change(end, state));
		}
		if (this.mendedAt != null && end > this.mendedAt && hasOpenedAndClosed()) {
			this.overAt = Math.min(this.overAt, end + AFTERWARDS_MILLIS);
		}
		return this;
	}

	/**
	 * Whether there is nothing more to be seen.
	 * @param now milliseconds from the beginning
	 */
	boolean isOver(long now) {
		return now >= this.overAt;
	}

	private boolean hasOpenedAndClosed() {
		return this.changes.size() > 1 && this.changes.getLast().state().equals("closed");
	}

	/** What is known by now. */
	BreakerReport report() {
		return report(List.of());
	}

	/** What is known when all requests are answered. */
	BreakerReport conclusion() {
		var counts = counts();
		// of those there are none if nothing was refused: then all had to be as fast
		var refused = Objects.requireNonNullElseGet(counts.refusedP95(), () -> p95(this.answers));
		return report(List.of(Claim.equal("answered", counts.requests(), counts.fresh() + counts.kept()),
				Claim.equal("opened-and-closed", 1, hasOpenedAndClosed() ? 1 : 0),
				Claim.atMost("refused-p95", AT_ONCE_MILLIS, refused)));
	}

	private BreakerReport report(List<Claim> claims) {
		return new BreakerReport(this.page, this.service, this.brokenAt, this.mendedAt, List.copyOf(this.answers),
				List.copyOf(this.changes), counts(), claims, claims.isEmpty() ? null : Verdict.of(claims));
	}

	private Counts counts() {
		var refused = this.answers.stream().filter((answer) -> answer.refused() != null).toList();
		int atLimit = (int) refused.stream().filter((answer) -> "limit".equals(answer.refused())).count();
		return new Counts(this.answers.size(), count(Shown.FRESH), count(Shown.KEPT), count(Shown.NOTHING), atLimit,
				refused.size() - atLimit, refused.isEmpty() ? null : p95(refused));
	}

	private int count(Shown shown) {
		return (int) this.answers.stream().filter((answer) -> answer.shown() == shown).count();
	}

	private static long p95(List<Answer> some) {
		var sorted = some.stream().mapToLong(Answer::took).sorted().toArray();
		return (sorted.length == 0) ? Long.MAX_VALUE : sorted[(int) Math.ceil(MOST * sorted.length) - 1];
	}

}
