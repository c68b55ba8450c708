package dev.akshay.portfolio.bench.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTests {

	@Test
	void reachesABoundExactly() {
		assertThat(Verdict.atMost("cost", 1.3, 1.3, "×").met()).isTrue();
		assertThat(Verdict.atLeast("gain", 20, 20, "×").met()).isTrue();
	}

	@Test
	void missesABound() {
		assertThat(Verdict.atMost("cost", 1.31, 1.3, "×").met()).isFalse();
		assertThat(Verdict.atLeast("gain", 19.9, 20, "×").met()).isFalse();
	}

	@Test
	void isNotReachedByWhatWasNotMeasured() {
		assertThat(Verdict.atMost("cost", Double.NaN, 1.3, "×").met()).isFalse();
		assertThat(Verdict.atLeast("gain", Double.NaN, 20, "×").met()).isFalse();
	}

}
