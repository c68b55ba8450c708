package dev.akshay.portfolio.insights.lab.purge;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.purge.PurgeReport.Seen;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrialTests {

	private final Trial trial = new Trial(3);

	@Test
	void isConfirmedByChangesThatAreSeenInTime() {
		shown(10, 30, 20);
		assertThat(this.trial.report().verdict()).isNull();
		var report = this.trial.conclusion();
		assertThat(report.p50()).isEqualTo(20.0);
		assertThat(report.slowest()).isEqualTo(30.0);
		// three are too few to speak of it
		assertThat(report.p95()).isNull();
		assertThat(report.claims()).allMatch(Claim::holds);
		assertThat(report.verdict()).isEqualTo(Verdict.CONFIRMED);
	}

	@Test
	void isRefutedByAChangeThatNobodySaw() {
		shown(10, 30);
		assertThat(this.trial.conclusion().verdict()).isEqualTo(Verdict.REFUTED);
	}

	@Test
	void isRefutedByAnswersThatAreOlderThanOneBefore() {
		shown(10, 30, 20);
		this.trial.wentBack();
		assertThat(this.trial.conclusion().verdict()).isEqualTo(Verdict.REFUTED);
	}

	@Test
	void isRefutedByOneThatTakesLonger() {
		shown(10, 1001, 20);
		assertThat(this.trial.conclusion().verdict()).isEqualTo(Verdict.REFUTED);
	}

	@Test
	void isRefutedWhereNothingWasSeen() {
		assertThat(this.trial.conclusion().claims()).extracting(Claim::holds).containsExactly(false, true, false);
	}

	private void shown(long... millis) {
		for (var each : millis) {
			this.trial.shown(new Seen(500, each * 1000, 3));
		}
	}

}
