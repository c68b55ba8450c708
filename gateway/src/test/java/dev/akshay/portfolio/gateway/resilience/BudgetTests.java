package dev.akshay.portfolio.gateway.resilience;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetTests {

	private final AtomicLong now = new AtomicLong();

	@Test
	void growsWithWhatIsAsked() {
		var budget = new Budget(0.1, 0, 10, this.now::get);
		assertThat(budget.spend()).isFalse();
		IntStream.range(0, 30).forEach((_) -> budget.earn());
		assertThat(spend(budget, 10)).isEqualTo(3);
	}

	@Test
	void growsWithTime() {
		var budget = new Budget(0, 2, 10, this.now::get);
		assertThat(spend(budget, 20)).isEqualTo(10);
		this.now.addAndGet(Duration.ofSeconds(3).toNanos());
		assertThat(spend(budget, 20)).isEqualTo(6);
	}

	@Test
	void growsNoFurtherThanItsBurst() {
		var budget = new Budget(1, 1, 5, this.now::get);
		IntStream.range(0, 100).forEach((_) -> budget.earn());
		this.now.addAndGet(Duration.ofHours(1).toNanos());
		assertThat(spend(budget, 20)).isEqualTo(5);
	}

	private static long spend(Budget budget, int times) {
		return IntStream.range(0, times).filter((_) -> budget.spend()).count();
	}

}
