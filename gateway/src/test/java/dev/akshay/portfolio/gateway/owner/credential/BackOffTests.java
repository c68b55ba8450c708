package dev.akshay.portfolio.gateway.owner.credential;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

	private Instant now = Instant.parse("2026-11-25T10:00:00Z");

	private final BackOff backOff = new BackOff(new Clock() {

		@Override
		public Instant instant() {
			return BackOffTests.this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	});

	@Test
	void letsPeopleMistype() {
		begin(4);
		assertThat(this.backOff.begin()).isZero();
	}

	@Test
	void makesEverybodyWaitLongerEachTime() {
		begin(5);
		assertThat(this.backOff.begin()).isEqualTo(Duration.ofSeconds(1));
		this.now = this.now.plusSeconds(1);
		assertThat(this.backOff.begin()).isZero();
		assertThat(this.backOff.begin()).isEqualTo(Duration.ofSeconds(2));
		this.now = this.now.plusSeconds(2);
		assertThat(this.backOff.begin()).isZero();
	}

	@Test
	void manyAtOnceAreNoWayAround() {
		begin(5);
		this.now = this.now.plusSeconds(1);
		assertThat(IntStream.range(0, 100).filter((_) -> this.backOff.begin().isZero())).hasSize(1);
	}

	@Test
	void neverWaitsLongerThanHalfAMinute() {
		for (int time = 0; time < 10_000; time++) {
			this.backOff.failed();
		}
		assertThat(this.backOff.begin()).isEqualTo(Duration.ofSeconds(32));
	}

	@Test
	void forgets() {
		begin(5);
		assertThat(this.backOff.begin()).isPositive();
		this.now = this.now.plus(Duration.ofMinutes(16));
		begin(5);
		assertThat(this.backOff.begin()).isPositive();
		this.backOff.succeeded();
		begin(5);
	}

	/** Each is let through. */
	private void begin(int times) {
		for (int time = 0; time < times; time++) {
			assertThat(this.backOff.begin()).isZero();
		}
	}

}
