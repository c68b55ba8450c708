package dev.akshay.portfolio.local.process;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

	private final BackOff backOff = new BackOff();

	@Test
	void doublesUpToFifteenSeconds() {
		assertThat(Stream.generate(() -> this.backOff.afterLifeOf(Duration.ofSeconds(1))).limit(7))
			.extracting(Duration::toMillis)
			.containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L);
	}

	@Test
	void startsAnewAfterAHealthyLife() {
		this.backOff.afterLifeOf(Duration.ZERO);
		this.backOff.afterLifeOf(Duration.ZERO);
		assertThat(this.backOff.afterLifeOf(BackOff.HEALTHY)).isEqualTo(BackOff.FIRST);
	}

}
