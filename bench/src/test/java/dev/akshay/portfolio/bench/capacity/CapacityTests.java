package dev.akshay.portfolio.bench.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CapacityTests {

	@TempDir
	private Path results;

	@Test
	void reckonsWithWhatWasMeasured() throws IOException {
		write("pages", row("GET /", "cached", "gateway", 20), row("GET /", "uncached", "website", 1_000),
				row("GET /api/projects", "uncached", "gateway", 200));
		write("contact", relays("1 relay", 250), relays("2 relays", 320), relays("4 relays", 200));
		var page = Capacity.of(this.results, 1, 0.5, 0).page(List.of(1, 2), 2, 0.5);
		// a million microseconds of a core, twenty for each
		assertThat(page).containsPattern("\\| 1 +\\| 50,000 +\\| the nodes' CPU").containsPattern("\\| 2 +\\| 100,000");
		assertThat(page).containsPattern("\\| 1,000,000 +\\| 115\\.7 +\\| 1 ")
			.containsPattern("\\| 1,000,000,000 +\\| 115,741 +\\| 3 ");
		// two cores, 6,000 µs for the message and 2,000 for who sends it
		assertThat(page).containsPattern("\\| 1 +\\| 250\\.0 +\\| 250\\.0 +\\| 1\\.00")
			.containsPattern("\\| 4 +\\| 250\\.0 +\\| 200\\.0 +\\| 1\\.25");
	}

	@Test
	void saysWhatIsMissing() {
		assertThatExceptionOfType(BenchFailure.class).isThrownBy(() -> Capacity.of(this.results, 1, 0.5, 0))
			.withMessageContaining("./portfolio bench pages");
	}

	private void write(String scenario, String... rows) throws IOException {
		Files.writeString(this.results.resolve(scenario + ".json"),
				"{\"scenario\": \"%s\", \"rows\": [%s]}".formatted(scenario, String.join(",", rows)));
	}

	private static String row(String subject, String workload, String process, int micros) {
		return """
				{"subject": "%s", "workload": "%s", "figures": {"p50": {"median": 7}, "%s": {"median": %d}}}"""
			.formatted(subject, workload, process, micros);
	}

	private static String relays(String subject, int delivered) {
		return """
				{"subject": "%s", "workload": "as fast as possible", "figures": {"delivered/s": {"median": %d},
					"postgres": {"median": 6000}, "the load itself": {"median": 2000}}}""".formatted(subject,
				delivered);
	}

}
