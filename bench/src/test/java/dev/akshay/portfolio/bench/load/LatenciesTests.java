package dev.akshay.portfolio.bench.load;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTests {

	@Test
	void givesTheNearestRank() {
		Latencies latencies = new Latencies();
		LongStream.rangeClosed(1, 1_000)
			.map((micros) -> 1_001 - micros)
			.forEach((micros) -> latencies.add(micros * 1_000));
		assertThat(latencies.count()).isEqualTo(1_000);
		assertThat(latencies.micros(50)).isEqualTo(500);
		assertThat(latencies.micros(99)).isEqualTo(990);
		assertThat(latencies.micros(99.9)).isEqualTo(999);
		assertThat(latencies.micros(100)).isEqualTo(1_000);
	}

	@Test
	void givesTheOnlyOne() {
		Latencies latencies = new Latencies();
		latencies.add(7_000);
		assertThat(latencies.micros(50)).isEqualTo(7);
		assertThat(latencies.micros(99.9)).isEqualTo(7);
	}

	@Test
	void isNoNumberOfNothing() {
		assertThat(new Latencies().micros(50)).isNaN();
	}

}
