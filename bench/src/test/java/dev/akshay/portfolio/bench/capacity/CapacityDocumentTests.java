package dev.akshay.portfolio.bench.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The document about capacity says what follows from the results that are kept. */
class CapacityDocumentTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern NUMBER = Pattern.compile("[\\d,]*\\d(\\.\\d+)?");

	/** The document rounds to three digits. */
	private static final Percentage ROUNDED = Percentage.withPercentage(0.5);

	@ParameterizedTest
	@CsvSource({ "What things cost, 0, 1, 1", "What so many nodes carry, 1, 0 1 3 5, 0 1 3 5",
			"Growth, 2, 1 2 3, 0 1 2", "Is the model right?, 3, 0 1 2 3, 0 1 2 3" })
	void saysWhatTheModelSays(String section, int table, String told, String reckoned) throws IOException {
		var document = Files.readString(ROOT.resolve("docs/capacity.md"));
		var here = numbers(document.substring(document.indexOf("## " + section)).split("\n## ")[0], told);
		var there = numbers(tables().get(table), reckoned);
		assertThat(here).as(section).hasSameSizeAs(there).isNotEmpty();
		for (int index = 0; index < here.size(); index++) {
			assertThat(here.get(index)).as("number %d in %s: %s", index, section, there)
				.isCloseTo(there.get(index), ROUNDED);
		}
	}

	@Test
	void readsNumbersAsTheyAreWritten() {
		assertThat(numbers("| a | b |\n|---|---|\n| 40,300 | 16.8 ms, say |\n| 7 | 23.0 µs |", "0 1"))
			.containsExactly(40_300.0, 16_800.0, 7.0, 23.0);
	}

	private static List<String> tables() {
		var page = Capacity.of(ROOT.resolve("bench/results"), 0.95, 0.5, 0.001).page(List.of(1, 2, 4, 8), 2, 0.7);
		return Stream.of(page.split("\n\\s*\n")).filter((part) -> part.startsWith("|")).toList();
	}

	/**
	 * What stands in these columns of the only table, row by row; milliseconds as
	 * microseconds.
	 */
	private static List<Double> numbers(String text, String columns) {
		return text.lines()
			.filter((line) -> line.startsWith("|"))
			.skip(2)
			.flatMap((line) -> Arrays.stream(columns.split(" "))
				.map((column) -> line.split("\\|")[Integer.parseInt(column) + 1]))
			.map(CapacityDocumentTests::number)
			.toList();
	}

	private static double number(String cell) {
		var matcher = NUMBER.matcher(cell);
		assertThat(matcher.find()).as(cell).isTrue();
		var value = Double.parseDouble(matcher.group().replace(",", ""));
		return cell.contains(" ms") ? value * 1_000 : value;
	}

}
