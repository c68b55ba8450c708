package dev.akshay.portfolio.platform.web;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PublicIdTests {

	@Test
	void knowsWhatItMakes() {
		assertThat(Stream.generate(PublicId::next).limit(1000)).hasSize(1000)
			.doesNotHaveDuplicates()
			.allMatch(PublicId::isOne);
	}

	@Test
	void usesEveryBit() {
		Set<Integer> letters = Stream.generate(PublicId::next)
			.limit(1000)
			.flatMap((id) -> id.chars().boxed())
			.collect(Collectors.toSet());
		assertThat(letters).hasSize(64);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA=",
			"AAAAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAAAA\n", "ÄAAAAAAAAAAAAAAAAAAAAAAA" })
	void knowsNothingElse(String text) {
		assertThat(PublicId.isOne(text)).isFalse();
	}

}
