package dev.akshay.portfolio.observatory.span;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceIdTests {

	private static final String ID = "0af7651916cd43dd8448eb211c80319c";

	@Test
	void isWhatItReads() {
		assertThat(TraceId.parse(ID)).hasToString(ID);
		assertThat(TraceId.ofTraceParent("00-" + ID + "-b7ad6b7169203331-01")).hasToString(ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00000000000000000000000000000000", "0AF7651916CD43DD8448EB211C80319C", "0af7",
			"0af7651916cd43dd8448eb211c80319g" })
	void readsNothingElse(String text) {
		assertThat(TraceId.parse(text)).isNull();
		assertThat(TraceId.ofTraceParent("00-" + text + "-b7ad6b7169203331-01")).isNull();
	}

	@Test
	void liesSomewhereBetweenZeroAndOne() {
		assertThat(new TraceId(1, 0).position()).isZero();
		assertThat(new TraceId(1, -1).position()).isGreaterThan(0.99).isLessThanOrEqualTo(1);
		assertThat(new TraceId(-1, 0xFF80_0000_0000_0000L).position()).isEqualTo(0.5);
	}

}
