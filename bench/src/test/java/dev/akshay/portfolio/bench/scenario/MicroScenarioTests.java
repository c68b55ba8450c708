package dev.akshay.portfolio.bench.scenario;

import dev.akshay.portfolio.bench.report.Row;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class MicroScenarioTests {

	@Test
	void readsTheResultsOfJmh() {
		Row row = MicroScenario.row(JsonMapper.shared().readTree("""
				{"benchmark": "dev.akshay.edge.KeyBenchmark.plain", "params": {"path": "/"},
				"primaryMetric": {"score": 20.0, "rawData": [[19.0, 21.0, 20.0]]},
				"secondaryMetrics": {"gc.alloc.rate.norm": {"rawData": [[48.0, 48.0, 48.0]]}}}"""));
		assertThat(row.subject()).isEqualTo("KeyBenchmark");
		assertThat(row.workload()).isEqualTo("plain path=/");
		assertThat(row.median("time per call")).isEqualTo(20);
		assertThat(row.median("allocated")).isEqualTo(48);
	}

}
