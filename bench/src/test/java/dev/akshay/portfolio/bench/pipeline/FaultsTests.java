package dev.akshay.portfolio.bench.pipeline;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsTests {

	@Test
	void theSeedDecidesWhatHappens() {
		Faults one = new Faults(7);
		Faults same = new Faults(7);
		assertThat(one.round()).isEqualTo(same.round());
		assertThat(one.round()).isEqualTo(same.round());
		assertThat(new Faults(8).round()).isNotEqualTo(new Faults(7).round());
	}

	@Test
	void eachRoundKillsEachOneAloneAgainAndInAPair() {
		List<Fault> round = new Faults(1).round();
		for (String name : Faults.MORTALS) {
			assertThat(round).extracting(Fault::names)
				.containsOnlyOnce(List.of(name))
				.containsOnlyOnce(List.of(name, name));
			assertThat(round).filteredOn((fault) -> fault.names().contains(name)).hasSize(3);
		}
	}

	@Test
	void killsEachOneInAPartOfItsOwn() {
		Duration every = Duration.ofSeconds(60);
		List<Fault> faults = new Faults(1).singles(every);
		assertThat(faults.stream().flatMap((fault) -> fault.names().stream()))
			.containsExactlyInAnyOrderElementsOf(Faults.MORTALS);
		assertThat(faults).allSatisfy((fault) -> assertThat(fault.after()).isLessThan(every));
	}

}
