package dev.akshay.portfolio.gateway.hedging;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DecayingHistogramTests {

	private final DecayingHistogram histogram = new DecayingHistogram(0.95, 100, 0);

	@ParameterizedTest
	@ValueSource(longs = { 100_000, 1_234_567, 50_000_000, 7_000_000_000L })
	void tellsTheQuantile(long scale) {
		var random = new Random(1);
		var values = new long[3200];
		for (int i = 0; i < values.length; i++) {
			values[i] = (long) (scale * Math.exp(random.nextGaussian()));
			this.histogram.record(values[i], 0);
		}
		Arrays.sort(values);
		assertThat(this.histogram.value()).isCloseTo(values[(int) (values.length * 0.95)],
				Percentage.withPercentage(5));
	}

	@Test
	void tellsNothingBeforeItHasSeenEnough() {
		record(96, Duration.ofMillis(5), 0);
		assertThat(this.histogram.value()).isZero();
		record(32, Duration.ofMillis(5), 0);
		assertThat(this.histogram.value()).isPositive();
	}

	@Test
	void forgetsWhatIsLongOver() {
		record(1024, Duration.ofSeconds(1), 0);
		assertThat(this.histogram.value()).isGreaterThan(Duration.ofMillis(900).toNanos());
		record(1024, Duration.ofMillis(1), Duration.ofMinutes(1).toNanos());
		assertThat(this.histogram.value()).isLessThan(Duration.ofMillis(2).toNanos());
	}

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE })
	void takesWhateverAClockSays(long value) {
		for (int i = 0; i < 128; i++) {
			this.histogram.record(value, 0);
		}
		assertThat(this.histogram.value()).isPositive();
	}

	private void record(int times, Duration value, long now) {
		for (int i = 0; i < times; i++) {
			this.histogram.record(value.toNanos(), now);
		}
	}

}
