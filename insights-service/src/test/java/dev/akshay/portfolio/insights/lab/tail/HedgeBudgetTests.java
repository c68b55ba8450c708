package dev.akshay.portfolio.insights.lab.tail;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HedgeBudgetTests {

	@Test
	void spendsItsShareOfWhatWasNecessary() {
		var budget = new HedgeBudget(10);
		assertThat(budget.spend()).isFalse();
		IntStream.range(0, 25).forEach((_) -> budget.earn());
		assertThat(budget.spend()).isTrue();
		assertThat(budget.spend()).isTrue();
		assertThat(budget.spend()).isFalse();
		assertThat(budget.calls()).isEqualTo(25);
		assertThat(budget.hedges()).isEqualTo(2);
	}

	@Test
	void staysWithinItselfWhoeverSpends() {
		var budget = new HedgeBudget(20);
		IntStream.range(0, 1000).forEach((_) -> budget.earn());
		var spent = IntStream.range(0, 10_000).parallel().filter((_) -> budget.spend()).count();
		assertThat(spent).isEqualTo(200);
		assertThat(budget.hedges()).isEqualTo(200);
	}

}
