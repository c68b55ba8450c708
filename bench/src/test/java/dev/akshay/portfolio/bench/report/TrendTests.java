package dev.akshay.portfolio.bench.report;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import dev.akshay.portfolio.bench.report.Trend.Point;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrendTests {

	private static final Offset<Double> LITTLE = Assertions.within(0.5);

	@Test
	void isFlatUnderNoise() {
		Trend trend = trend((second) -> 250 + ((second % 20 == 0) ? 2 : -2));
		assertThat(trend.growthPercent()).isCloseTo(0, LITTLE);
		assertThat(trend.spreadPercent()).isCloseTo(1.6, LITTLE);
	}

	@Test
	void seesALeak() {
		// ten percent of the mean from the first to the last point
		assertThat(trend((second) -> 190 + 20 * second / 1_490).growthPercent()).isCloseTo(10, LITTLE);
	}

	@Test
	void leavesOutWhatIsEarlier() {
		Trend trend = trend((second) -> (second < 300) ? second : 300);
		assertThat(trend.growthPercent()).isGreaterThan(10);
		assertThat(trend.from(300).growthPercent()).isCloseTo(0, LITTLE);
	}

	private static Trend trend(DoubleUnaryOperator value) {
		return new Trend(IntStream.range(0, 150)
			.mapToObj((number) -> new Point(10.0 * number, value.applyAsDouble(10.0 * number)))
			.toList());
	}

}
