package dev.akshay.portfolio.contact.receipt;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryFiguresTests {

	private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	@Test
	void countsWholeDaysSinceTheFirstMessage() {
		assertThat(days(new Losses(before(Duration.ofHours(71)), 0, null))).isEqualTo(2);
	}

	@Test
	void countsFromTheLastLoss() {
		assertThat(days(new Losses(before(Duration.ofDays(30)), 2, before(Duration.ofDays(4))))).isEqualTo(4);
	}

	@Test
	void hasNothingToBeProudOfWithoutMessages() {
		assertThat(DeliveryFigures.of(new Losses(null, 0, null), NOW)).isEqualTo(new DeliveryFigures(0, null, 0));
	}

	private static long days(Losses losses) {
		return DeliveryFigures.of(losses, NOW).daysWithoutLoss();
	}

	private static Instant before(Duration time) {
		return NOW.minus(time);
	}

}
