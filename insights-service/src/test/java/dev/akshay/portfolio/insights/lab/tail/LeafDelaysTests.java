package dev.akshay.portfolio.insights.lab.tail;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeafDelaysTests {

	@Test
	void oneInAHundredIsOfTheTailAndNoneIsEndless() {
		var random = new Random(42);
		var delays = Stream.generate(() -> LeafDelays.draw(random)).limit(100_000).sorted().toList();
		assertThat(delays.stream().filter((delay) -> delay.compareTo(LeafDelays.TAIL) >= 0).count()).isBetween(900L,
				1100L);
		assertThat(delays.get(50_000)).isBetween(Duration.ofMillis(9), Duration.ofMillis(11));
		assertThat(delays.getLast()).isEqualTo(Duration.ofMillis(400));
		assertThat(delays.getFirst()).isPositive();
	}

}
