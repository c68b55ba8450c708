package dev.akshay.portfolio.platform.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScenariosTests {

	private static final Path FOLDER = Path.of("..", "..", "acceptance", "scenarios");

	@Test
	void areAllThatLieThere() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			List<String> names = files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.equals("order"))
				.map((name) -> name.replaceAll("\\.yaml$", ""))
				.toList();
			assertThat(Scenarios.all()).extracting(Scenario::name).containsExactlyInAnyOrderElementsOf(names);
		}
	}

	@Test
	void areFoundByName() {
		assertThat(Scenarios.find("projects-away")).isPresent();
		assertThat(Scenarios.find("order")).isEmpty();
	}

}
