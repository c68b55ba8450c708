package dev.akshay.portfolio.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTests {

	private final Findings findings = new Findings();

	@TempDir
	private Path folder;

	@Test
	void keepsEveryRoundForPrograms() throws IOException {
		keep();
		JsonNode result = JsonMapper.shared().readTree(Files.readString(this.folder.resolve("tried.json")));
		assertThat(result.path("rows").path(0).path("figures").path("CPU").path("rounds")).hasSize(3);
		assertThat(result.path("verdicts").path(0).path("met").asBoolean()).isTrue();
		assertThat(result.path("versions").has("JDK")).isTrue();
		assertThat(result.path("jvmFlags")).isNotEmpty();
	}

	@Test
	void showsMedianAndSpreadToPeople() throws IOException {
		assertThat(Files.readString(keep())).contains("| gateway | page     | 11.0 µs (10.0–14.0) |")
			.contains("| cost   | 1.10 ×   | ≤ 1.30 × | met |")
			.contains("missing: nginx")
			.contains("* read with care");
	}

	@Test
	void saysThatASmokeRunMeansNothing() {
		assertThat(Table.of(result(true))).contains("smoke run");
		assertThat(Table.of(result(false))).doesNotContain("smoke run");
	}

	private Path keep() {
		this.findings.rows().add(new Row("gateway", "page").with("CPU", new Figure("µs", List.of(10.0, 14.0, 11.0))));
		this.findings.verdicts().add(Verdict.atMost("cost", 1.1, 1.3, "×"));
		this.findings.missing().add("nginx");
		this.findings.notes().add("read with care");
		return new Results(this.folder).keep(result(false));
	}

	private Result result(boolean smoke) {
		return Result.of(this.folder, Machine.current(), "tried", "Whether it works.", smoke, Map.of("rounds", "3"),
				this.findings);
	}

}
