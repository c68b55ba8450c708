package dev.akshay.portfolio.gateway.chaos;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharesTests {

	private final Shares<String> shares = new Shares<>(2);

	@Test
	void givesEachAShareAndNoMore() {
		assertThat(this.shares.take("ada")).isTrue();
		assertThat(this.shares.take("ada")).isTrue();
		assertThat(this.shares.take("ada")).isFalse();
		assertThat(this.shares.take("grace")).isTrue();
		this.shares.leave("ada");
		assertThat(this.shares.take("ada")).isTrue();
		assertThat(this.shares.take("ada")).isFalse();
	}

	@Test
	void remembersNobodyWhoHasNone() {
		assertThat(this.shares.take("ada")).isTrue();
		assertThat(this.shares.size()).isEqualTo(1);
		this.shares.leave("ada");
		this.shares.leave("grace");
		assertThat(this.shares.size()).isZero();
	}

	@Test
	void losesCountOfNothingWhenManyComeAndGo() {
		IntStream.range(0, 100_000).parallel().forEach((number) -> {
			var who = "visitor " + number % 3;
			if (this.shares.take(who)) {
				this.shares.leave(who);
			}
		});
		assertThat(this.shares.size()).isZero();
	}

}
