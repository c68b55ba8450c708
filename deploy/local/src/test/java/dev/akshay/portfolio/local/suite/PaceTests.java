package dev.akshay.portfolio.local.suite;

import java.util.Map;

import dev.akshay.portfolio.local.failure.Failure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PaceTests {

	@Test
	void isThatOfALongLifeUnlessSomebodyChose() {
		assertThat(Pace.chosen(Map.of())).isEqualTo(Pace.SUSTAINED);
		assertThat(Pace.chosen(Map.of("PORTFOLIO_PACE", "sustained"))).isEqualTo(Pace.SUSTAINED);
		assertThat(Pace.chosen(Map.of("PORTFOLIO_PACE", "prompt"))).isEqualTo(Pace.PROMPT);
	}

	@Test
	void refusesWhatItDoesNotKnow() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Pace.chosen(Map.of("PORTFOLIO_PACE", "fast")))
			.withMessage("PORTFOLIO_PACE is fast, and can be prompt or sustained");
	}

}
