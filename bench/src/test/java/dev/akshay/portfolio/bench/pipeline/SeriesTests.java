package dev.akshay.portfolio.bench.pipeline;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeriesTests {

	private final Series series = Series.random();

	@Test
	void findsTheNumberInASubject() {
		assertThat(this.series.numberOf(this.series.subject(0))).isZero();
		assertThat(this.series.numberOf(this.series.subject(999_999))).isEqualTo(999_999);
	}

	@Test
	void knowsNothingOfOthers() {
		assertThat(this.series.numberOf(Series.random().subject(7))).isEqualTo(Series.NONE);
		assertThat(this.series.numberOf("A question")).isEqualTo(Series.NONE);
		assertThat(this.series.numberOf(this.series.subject(7) + " again")).isEqualTo(Series.NONE);
	}

	@Test
	void givesEachMessageAKeyOfItsOwn() {
		assertThat(IntStream.range(0, 10_000).mapToObj(this.series::key).distinct()).hasSize(10_000);
	}

}
