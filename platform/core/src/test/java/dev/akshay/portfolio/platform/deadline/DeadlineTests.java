package dev.akshay.portfolio.platform.deadline;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.util.context.Context;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTests {

	@Test
	void readsMilliseconds() {
		var deadline = Deadline.parse("60000");
		assertThat(deadline).isNotNull();
		assertThat(deadline.left()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "-1", "1.5", "1s", " 1", "1e3", "٣", "1000000000", "never" })
	void ignoresWhatIsNoTime(String header) {
		assertThat(Deadline.parse(header)).isNull();
	}

	@Test
	void isFoundWhereItWasPut() {
		var deadline = Deadline.in(Duration.ofSeconds(1));
		assertThat(Deadline.from(deadline.putInto(Context.empty()))).isEqualTo(deadline);
		assertThat(Deadline.from(Context.empty())).isNull();
	}

	@Test
	void neverTellsThatNothingIsLeft() {
		assertThat(Deadline.headerValue(-5)).isEqualTo("1");
		assertThat(Deadline.headerValue(2_999_999)).isEqualTo("2");
	}

}
