package dev.akshay.portfolio.contact.suspicion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/** The trap of time to the millisecond; what needs a database is tested with one. */
class SuspicionsTests {

	private static final Instant OPENED = Instant.parse("2026-11-23T10:00:00Z");

	private final DatabaseClient database = mock();

	private final Suspicions suspicions = new Suspicions(
			new Challenges(SolvedChallenges.SETTINGS, Clock.fixed(OPENED, ZoneOffset.UTC)),
			new ChallengeKey(this.database), new SpentProofs(this.database), SolvedChallenges.SETTINGS);

	@Test
	void threeSecondsAreEnough() {
		assertThat(isTooFast(OPENED, Duration.ofSeconds(3))).isFalse();
		assertThat(isTooFast(OPENED, Duration.ofHours(30))).isFalse();
	}

	@Test
	void lessIsTooFast() {
		assertThat(isTooFast(OPENED, Duration.ofMillis(2999))).isTrue();
		assertThat(isTooFast(OPENED, Duration.ZERO)).isTrue();
	}

	@Test
	void timeToComeIsTooFast() {
		assertThat(isTooFast(OPENED, Duration.ofSeconds(-1))).isTrue();
		assertThat(isTooFast(Instant.MAX, Duration.ofSeconds(-10))).isTrue();
	}

	@Test
	void noTimeIsNotTooFast() {
		assertThat(isTooFast(null, Duration.ZERO)).isFalse();
	}

	private boolean isTooFast(Instant openedAt, Duration later) {
		var receivedAt = (openedAt != null) ? openedAt.plus(later) : OPENED;
		var found = this.suspicions.of(new Evidence(null, null, openedAt), receivedAt).block();
		return found.contains(Suspicion.TOO_FAST);
	}

}
