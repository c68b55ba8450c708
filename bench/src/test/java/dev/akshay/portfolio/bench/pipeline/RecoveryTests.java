package dev.akshay.portfolio.bench.pipeline;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecoveryTests {

	private final Recovery recovery = new Recovery();

	@Test
	void measuresUntilTheNextAnswer() {
		this.recovery.killed("mail", millis(100), millis(100));
		this.recovery.accepted(millis(110), millis(125));
		this.recovery.accepted(millis(120), millis(130));
		assertThat(this.recovery.millis("mail")).containsExactly(25.0);
		assertThat(this.recovery.kills()).containsEntry("mail", 1);
		assertThat(this.recovery.isAwaited()).isFalse();
	}

	@Test
	void doesNotHeedRequestsFromBefore() {
		this.recovery.killed("mail", millis(100), millis(100));
		this.recovery.accepted(millis(90), millis(105));
		assertThat(this.recovery.millis("mail")).isEmpty();
		assertThat(this.recovery.isAwaited()).isTrue();
	}

	@Test
	void measuresEachKillByItself() {
		this.recovery.killed("gateway", millis(100), millis(100));
		this.recovery.killed("gateway", millis(150), millis(150));
		this.recovery.accepted(millis(200), millis(210));
		assertThat(this.recovery.millis("gateway")).containsExactly(110.0, 60.0);
	}

	@Test
	void takesTheMomentOfAKillForTheEarliestAndTheLatest() {
		this.recovery.killed("gateway", millis(100), millis(120));
		this.recovery.accepted(millis(110), millis(115));
		this.recovery.accepted(millis(125), millis(130));
		assertThat(this.recovery.millis("gateway")).containsExactly(30.0);
	}

	private static long millis(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

}
