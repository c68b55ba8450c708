package dev.akshay.portfolio.insights.lab.idempotency;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Answer;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Mismatch;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Answered;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Counted;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Refused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrialTests {

	private final Trial trial = new Trial(2);

	@Test
	void hasNoVerdictBeforeItsEnd() {
		this.trial.note(new Counted(false, 2)).note(new Counted(true, 1));
		assertThat(this.trial.report().verdict()).isNull();
		assertThat(this.trial.report().claims()).isEmpty();
	}

	@Test
	void confirmsWhatWasExpected() {
		pay("one", false);
		pay("one", true);
		end(2, 1, 422);
		assertThat(this.trial.report().verdict()).isEqualTo(Verdict.CONFIRMED);
	}

	@Test
	void isRefutedByASecondEffect() {
		pay("one", false);
		pay("two", false);
		end(2, 2, 422);
		var report = this.trial.report();
		assertThat(report.verdict()).isEqualTo(Verdict.REFUTED);
		assertThat(report.claims()).filteredOn((claim) -> !claim.holds())
			.extracting(Claim::name)
			.containsExactly("effects-with-key", "clients-with-the-kept-response");
	}

	@Test
	void isRefutedByOtherBytes() {
		pay("one", false);
		pay("One", true);
		end(2, 1, 422);
		assertThat(this.trial.report().verdict()).isEqualTo(Verdict.REFUTED);
	}

	@Test
	void isRefutedWhereAnotherPaymentPasses() {
		pay("one", false);
		pay("one", true);
		end(2, 1, 201);
		assertThat(this.trial.report().verdict()).isEqualTo(Verdict.REFUTED);
	}

	private void pay(String body, boolean replayed) {
		var client = this.trial.report().withKey().answers().size();
		this.trial.note(new Answered(true, new Answer(client, 1, 201, replayed), body));
	}

	private void end(long withoutKey, long withKey, int mismatch) {
		this.trial.note(new Counted(false, withoutKey))
			.note(new Counted(true, withKey))
			.note(new Refused(new Mismatch(mismatch, "")));
	}

}
