package dev.akshay.portfolio.insights.lab.breaker;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.breaker.Answer.Shown;
import dev.akshay.portfolio.insights.lab.breaker.BreakerReport.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TrialTests {

	private static final String KEPT = "gateway; fwd=bypass; fwd-status=503; ttl=200; detail=stale-if-error";

	private static final String CONFIRMED = "gateway; fwd=bypass; fwd-status=304; ttl=200; detail=chaos";

	private final Trial trial = new Trial("/page", "service");

	@ParameterizedTest
	@CsvSource(nullValues = "none", value = { "200, gateway; fwd=bypass; detail=chaos, closed, FRESH, closed, none",
			"200, gateway; fwd=bypass; fwd-status=504; ttl=1; detail=stale-if-error, open, KEPT, open, none",
			"200, gateway; fwd=bypass; fwd-status=503; detail=stale-if-error, open; refused=breaker, KEPT, open, breaker",
			"503, gateway; fwd=bypass; fwd-status=503; detail=chaos, closed; refused=limit, NOTHING, closed, limit",
			"200, gateway; hit; ttl=5, none, FRESH, none, none" })
	void readsAnAnswer(int status, String cacheStatus, String breaker, Shown shown, String state, String refused) {
		assertThat(Answer.of(1, 2, status, cacheStatus, breaker)).isEqualTo(new Answer(1, 2, shown, state, refused));
	}

	@Test
	void isConfirmedWhereEverybodyGotSomethingAndAllIsWellAgain() {
		fresh(0, "closed");
		this.trial.broken(1000, 5000);
		kept(1100, 5, "closed; refused=limit");
		kept(1200, 3000, "open");
		kept(4300, 7, "open; refused=breaker");
		fresh(9300, "half-open");
		fresh(9400, "closed");
		assertThat(this.trial.report().verdict()).isNull();
		var report = this.trial.conclusion();
		assertThat(report.changes()).containsExactly(new Change(10, "closed"), new Change(4200, "open"),
				new Change(9310, "half-open"), new Change(9410, "closed"));
		assertThat(report.counts()).isEqualTo(new BreakerReport.Counts(6, 3, 3, 0, 1, 1, 7L));
		assertThat(report.claims()).allMatch(Claim::holds);
		assertThat(report.verdict()).isEqualTo(Verdict.CONFIRMED);
	}

	@Test
	void isRefutedByOneWhoGotNothing() {
		wholeCourse();
		this.trial.note(Answer.none(9500, 10_000));
		assertThat(failed()).isEqualTo("answered");
	}

	@Test
	void isRefutedByABreakerThatStaysOpen() {
		fresh(0, "closed");
		this.trial.broken(1000, 5000);
		kept(1200, 3000, "open");
		kept(9300, 1, "open; refused=breaker");
		assertThat(failed()).isEqualTo("opened-and-closed");
	}

	@Test
	void isRefutedByABreakerThatNeverOpens() {
		fresh(0, "closed");
		kept(100, 5, "closed; refused=limit");
		assertThat(failed()).isEqualTo("opened-and-closed");
	}

	@Test
	void isRefutedByARefusalThatTakesItsTime() {
		wholeCourse();
		for (int at = 9500; at < 9600; at++) {
			kept(at, 101, "closed; refused=limit");
		}
		assertThat(failed()).isEqualTo("refused-p95");
	}

	@Test
	void isOverSoonAfterAllIsWellAgain() {
		fresh(0, "closed");
		assertThat(this.trial.isOver(Long.MAX_VALUE - 1)).isFalse();
		this.trial.broken(1000, 5000);
		kept(1200, 3000, "open");
		fresh(4900, "closed");
		assertThat(this.trial.isOver(5000 + Trial.RECOVERY_MILLIS - 1)).isFalse();
		assertThat(this.trial.isOver(5000 + Trial.RECOVERY_MILLIS)).isTrue();
		fresh(5010, "closed");
		assertThat(this.trial.isOver(5020 + Trial.AFTERWARDS_MILLIS - 1)).isFalse();
		assertThat(this.trial.isOver(5020 + Trial.AFTERWARDS_MILLIS)).isTrue();
	}

	/** The one claim that does not hold. */
	private String failed() {
		var report = this.trial.conclusion();
		assertThat(report.verdict()).isEqualTo(Verdict.REFUTED);
		assertThat(report.claims()).filteredOn((claim) -> !claim.holds()).hasSize(1);
		return report.claims().stream().filter((claim) -> !claim.holds()).findFirst().orElseThrow().name();
	}

	private void wholeCourse() {
		fresh(0, "closed");
		this.trial.broken(1000, 5000);
		kept(1200, 3000, "open");
		kept(4300, 7, "open; refused=breaker");
		fresh(9400, "closed");
	}

	private void fresh(long at, String breaker) {
		this.trial.note(Answer.of(at, 10, 200, CONFIRMED, breaker));
	}

	private void kept(long at, long took, String breaker) {
		this.trial.note(Answer.of(at, took, 200, KEPT, breaker));
	}

}
