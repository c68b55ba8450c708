package dev.akshay.portfolio.bench.pipeline;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MailBookTests {

	private final MailBook book = new MailBook();

	@Test
	void countsAMailThatComesAgainUnderItsId() {
		UUID id = UUID.randomUUID();
		this.book.arrived(3, id);
		this.book.arrived(3, id);
		this.book.arrived(3, id);
		assertThat(this.book.messages()).isEqualTo(1);
		assertThat(this.book.again()).isEqualTo(2);
		assertThat(this.book.apart()).isZero();
	}

	@Test
	void noticesAMailThatComesAgainUnderAnotherId() {
		this.book.arrived(3, UUID.randomUUID());
		this.book.arrived(3, UUID.randomUUID());
		assertThat(this.book.messages()).isEqualTo(1);
		assertThat(this.book.again()).isZero();
		assertThat(this.book.apart()).isEqualTo(1);
	}

	@Test
	void growsWithTheNumbers() {
		UUID first = UUID.randomUUID();
		this.book.arrived(0, first);
		this.book.arrived(1_000_000, UUID.randomUUID());
		this.book.arrived(0, first);
		assertThat(this.book.has(1_000_000)).isTrue();
		assertThat(this.book.has(999_999)).isFalse();
		assertThat(this.book.again()).isEqualTo(1);
	}

}
