package dev.akshay.portfolio.insights.lab;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaimTests {

	@Test
	void holdsWhereWhatWasSeenIsAsExpected() {
		assertThat(Claim.equal("effects", 1, 1).holds()).isTrue();
		assertThat(Claim.equal("effects", 1, 2).holds()).isFalse();
		assertThat(Claim.atMost("share", 5, 5).holds()).isTrue();
		assertThat(Claim.atMost("share", 5, 5.1).holds()).isFalse();
		assertThat(Claim.atMost("share", 5, Double.NaN).holds()).isFalse();
	}

	@Test
	void oneClaimThatDoesNotHoldRefutesTheHypothesis() {
		var good = Claim.equal("effects", 1, 1);
		assertThat(Verdict.of(List.of(good, good))).isEqualTo(Verdict.CONFIRMED);
		assertThat(Verdict.of(List.of(good, Claim.equal("effects", 1, 0)))).isEqualTo(Verdict.REFUTED);
	}

}
