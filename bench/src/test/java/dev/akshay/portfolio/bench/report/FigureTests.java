package dev.akshay.portfolio.bench.report;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FigureTests {

	@Test
	void hasTheMiddleRoundAsItsMedian() {
		Figure figure = new Figure("ms", List.of(9.0, 1.0, 2.0));
		assertThat(figure.median()).isEqualTo(2);
		assertThat(figure.min()).isEqualTo(1);
		assertThat(figure.max()).isEqualTo(9);
	}

	@Test
	void hasWhatLiesBetweenAnEvenNumberOfRounds() {
		assertThat(new Figure("ms", List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3);
	}

	@Test
	void isNoNumberWithoutRounds() {
		assertThat(new Figure("ms", List.of()).median()).isNaN();
	}

}
