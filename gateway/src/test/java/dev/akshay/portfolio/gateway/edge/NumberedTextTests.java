package dev.akshay.portfolio.gateway.edge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumberedTextTests {

	private final NumberedText text = new NumberedText("ttl=", 10);

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -1, 0, 9, 10, 4_294_967_296L, Long.MAX_VALUE })
	void endsInEveryNumber(long number) {
		assertThat(this.text.with(number).toString()).isEqualTo("ttl=" + number);
	}

	@Test
	void makesSmallOnesOnce() {
		assertThat((Object) this.text.with(9)).isSameAs(this.text.with(9));
		assertThat((Object) this.text.with(10)).isNotSameAs(this.text.with(10));
	}

}
