package dev.akshay.portfolio.gateway.owner.credential;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

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
		fail(4);
		assertThat(this.backOff.left()).isZero();
	}

	@Test
	void makesEverybodyWaitLongerEachTime() {
		fail(5);
		assertThat(this.backOff.left()).isEqualTo(Duration.ofSeconds(1));
		fail(1);
		assertThat(this.backOff.left()).isEqualTo(Duration.ofSeconds(2));
		this.now = this.now.plusSeconds(2);
		assertThat(this.backOff.left()).isZero();
	}

	@Test
	void neverWaitsLongerThanHalfAMinute() {
		fail(10_000);
		assertThat(this.backOff.left()).isEqualTo(Duration.ofSeconds(32));
	}

	@Test
	void forgets() {
		fail(20);
		this.now = this.now.plus(Duration.ofMinutes(16));
		fail(1);
		assertThat(this.backOff.left()).isZero();
		fail(20);
		this.backOff.succeeded();
		assertThat(this.backOff.left()).isZero();
	}

	private void fail(int times) {
		for (int time = 0; time < times; time++) {
			this.backOff.failed();
		}
	}

}
