package dev.akshay.portfolio.platform.postgres;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.r2dbc.UncategorizedR2dbcException;

import static org.assertj.core.api.Assertions.assertThat;

class CollisionTests {

	@ParameterizedTest
	@ValueSource(strings = { "40P01", "40001" })
	void isKnownByItsState(String state) {
		assertThat(Collision.isBehind(answer(state))).isTrue();
		assertThat(Collision.isBehind(new UncategorizedR2dbcException("work", "insert", answer(state)))).isTrue();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "23505", "40003", "57P01" })
	void isNothingElse(String state) {
		assertThat(Collision.isBehind(answer(state))).isFalse();
	}

	@Test
	void isNothingThatIsNotOfTheDatabase() {
		assertThat(Collision.isBehind(new IllegalStateException("40P01"))).isFalse();
	}

	private static R2dbcNonTransientResourceException answer(String state) {
		return new R2dbcNonTransientResourceException("deadlock detected", state);
	}

}
