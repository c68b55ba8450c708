package dev.akshay.portfolio.insights.lab.edge;

import dev.akshay.portfolio.insights.lab.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrialTests {

	private final Trial trial = new Trial("/", 3);

	@Test
	void isConfirmedByHalfOfTheTime() {
		read(1000, 2000);
		read(900, 2100);
		assertThat(this.trial.report().verdict()).isNull();
		read(5000, 1900);
		var report = this.trial.report();
		assertThat(report.edge().p50()).isEqualTo(1.0);
		assertThat(report.origin().p50()).isEqualTo(2.0);
		assertThat(report.verdict()).isEqualTo(Verdict.CONFIRMED);
	}

	@Test
	void isRefutedByMoreThanHalf() {
		for (int i = 0; i < 3; i++) {
			read(1001, 2000);
		}
		assertThat(this.trial.report().verdict()).isEqualTo(Verdict.REFUTED);
	}

	@Test
	void isRefutedByAPageThatIsAnError() {
		for (int i = 0; i < 3; i++) {
			this.trial.note(new Read(1, 503, "gateway; hit", "same"), new Read(2000, 200, "", "same"));
		}
		assertThat(this.trial.report().verdict()).isEqualTo(Verdict.REFUTED);
	}

	private void read(long edge, long origin) {
		this.trial.note(new Read(edge, 200, "gateway; hit", "same"), new Read(origin, 200, "", "same"));
	}

}
