package dev.akshay.portfolio.bench.scenario;

import java.util.List;

import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.platform.scenario.Answer;
import dev.akshay.portfolio.platform.scenario.Measure;
import dev.akshay.portfolio.platform.scenario.Report;
import dev.akshay.portfolio.platform.scenario.Report.Claim;
import dev.akshay.portfolio.platform.scenario.Report.Outcome;
import dev.akshay.portfolio.platform.scenario.Scenario.Expectation;
import dev.akshay.portfolio.platform.scenario.Scenario.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisitorScenarioTests {

	@Test
	void tellsEachStepAndEachExpectation() {
		var answered = new Claim(new Expectation(Measure.ANSWERED, 100, List.of()), 50, false);
		var statuses = new Claim(new Expectation(Measure.STATUSES, 0, List.of(200, 404)), 0, true);
		var step = new Step("slow", "It is late.", 1, List.of(), List.of(answered.expected(), statuses.expected()));
		var scenario = new dev.akshay.portfolio.platform.scenario.Scenario("slow", "Slow", "It stays.", List.of("/"), 2,
				List.of(step));
		var report = new Report(scenario, List.of(new Outcome(step,
				List.of(new Answer(200, 7, false, false, false, true), new Answer(0, 9, false, false, false, false)),
				List.of(answered, statuses))));
		Findings findings = new VisitorScenario(report).findings();
		assertThat(findings.row("slow", "It is late.")).hasValueSatisfying((row) -> {
			assertThat(row.median("reads")).isEqualTo(2);
			assertThat(row.median("answered")).isEqualTo(1);
			assertThat(row.median("p99")).isEqualTo(7);
		});
		assertThat(findings.verdicts()).extracting(Verdict::target)
			.containsExactly("slow: answered", "slow: other than 200, 404");
		assertThat(findings.verdicts()).extracting(Verdict::met).containsExactly(false, true);
		assertThat(new VisitorScenario(report).holds()).isFalse();
	}

}
