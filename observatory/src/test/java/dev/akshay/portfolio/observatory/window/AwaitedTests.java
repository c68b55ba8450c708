package dev.akshay.portfolio.observatory.window;

import dev.akshay.portfolio.observatory.span.TraceId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AwaitedTests {

	private final Awaited awaited = new Awaited(3, 1000);

	@Test
	void forgetsWhatIsNotAskedForAgain() {
		this.awaited.add(id(1), 0);
		assertThat(this.awaited.contains(id(1), 1000)).isTrue();
		assertThat(this.awaited.contains(id(1), 1001)).isFalse();
		this.awaited.add(id(2), 1001);
		assertThat(this.awaited.size()).isEqualTo(1);
	}

	@Test
	void letsThoseGoFirstThatNobodyAskedForAgain() {
		this.awaited.add(id(1), 0);
		for (int other = 2; other < 100; other++) {
			this.awaited.add(id(other), other);
			this.awaited.add(id(1), other);
		}
		assertThat(this.awaited.contains(id(1), 100)).isTrue();
		assertThat(this.awaited.contains(id(97), 100)).isFalse();
		assertThat(this.awaited.contains(id(98), 100)).isTrue();
		assertThat(this.awaited.size()).isEqualTo(3);
	}

	@Test
	void doesNotWaitForWhatHasCome() {
		this.awaited.add(id(1), 0);
		this.awaited.remove(id(1));
		assertThat(this.awaited.contains(id(1), 0)).isFalse();
	}

	private static TraceId id(long number) {
		return new TraceId(1, number);
	}

}
