package dev.akshay.portfolio.insights.lab.tail;

import java.util.List;
import java.util.stream.IntStream;

import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.tail.FanOut.Leaf;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrialTests {

	private static final int FANOUTS = 20;

	private final Trial trial = new Trial(new TailChoice(FANOUTS, 10));

	@Test
	void countsEveryCallAndEveryFanOutOnce() {
		pairs(FANOUTS, 300, 40);
		var plain = this.trial.report().plain();
		assertThat(plain.calls()).isEqualTo(FANOUTS * TailLab.LEAVES);
		assertThat(plain.leafCounts().stream().mapToLong(Long::longValue).sum()).isEqualTo(plain.calls());
		assertThat(plain.allCounts().stream().mapToLong(Long::longValue).sum()).isEqualTo(FANOUTS);
		assertThat(plain.slowPercent()).isEqualTo(100);
		assertThat(this.trial.report().hedged().slowPercent()).isZero();
	}

	@Test
	void waitsForAllButTheSlowest() {
		pairs(1, 300, 40);
		var plain = this.trial.report().plain();
		assertThat(plain.most().p50()).isBetween(9.9, 10.2);
		assertThat(plain.all().p50()).isBetween(298.0, 302.0);
		assertThat(plain.all().p95()).isNull();
	}

	@Test
	void hedgesWhatTakesLongerThanNinetyFiveInAHundred() {
		this.trial.warm(fanOut(false, 300));
		assertThat(this.trial.hedgeAfter().toMillis()).isEqualTo(10);
		assertThat(this.trial.report().plain().calls()).isZero();
	}

	@Test
	void isConfirmedByHalfOfTheTime() {
		pairs(FANOUTS, 300, 40);
		assertThat(this.trial.report().verdict()).isEqualTo(Verdict.CONFIRMED);
	}

	@Test
	void isRefutedByMoreThanHalf() {
		pairs(FANOUTS, 300, 200);
		assertThat(this.trial.report().verdict()).isEqualTo(Verdict.REFUTED);
	}

	@Test
	void hasNoVerdictBeforeItsEnd() {
		pairs(FANOUTS - 1, 300, 40);
		assertThat(this.trial.report().verdict()).isNull();
	}

	private void pairs(int count, int slowest, int slowestHedged) {
		for (int i = 0; i < count; i++) {
			this.trial.note(fanOut(false, slowest)).note(fanOut(true, slowestHedged));
		}
	}

	/** One of its calls takes longer than the others, which take 10 ms. */
	private static FanOut fanOut(boolean hedged, int slowestMillis) {
		var leaves = IntStream.range(0, TailLab.LEAVES)
			.map((leaf) -> (leaf == TailLab.LEAVES - 1) ? slowestMillis : 10)
			.mapToObj((millis) -> new Leaf(millis * 1000L, millis * 1000L, false))
			.toList();
		return new FanOut(hedged, List.copyOf(leaves));
	}

}
