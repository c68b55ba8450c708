package dev.akshay.portfolio.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BenchTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

	private final PrintStream outBefore = System.out;

	private final PrintStream errorsBefore = System.err;

	@BeforeEach
	void capture() {
		System.setOut(new PrintStream(this.out, true, StandardCharsets.UTF_8));
		System.setErr(new PrintStream(this.errors, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void release() {
		System.setOut(this.outBefore);
		System.setErr(this.errorsBefore);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'nothing'     | no scenario is called 'nothing'
			'--rounds 2'  | --rounds is at least 3
			'--seconds 0' | at least 1
			'--messages 0' | at least 1
			'--what'      | --what
			'scenario nothing' | no scenario is called 'nothing', but insights-slow
			'scenario --url localhost:8080' | option '--url': 'localhost:8080' is no address such as http
			'record --url http://%' | option '--url': 'http://%' is no address such as http
			'record' | --url
			'scenario --what' | --what
			""")
	void wrongUseIsToldInOneLine(String line, String names) {
		assertThat(Bench.run(line.split(" "))).isEqualTo(2);
		assertThat(this.errors.toString(StandardCharsets.UTF_8).lines()).singleElement()
			.asString()
			.startsWith("portfolio: ")
			.contains(names)
			.contains("./portfolio bench --help");
	}

	@Test
	void saysThatASiteDoesNotAnswer(@TempDir Path results) {
		assertThat(
				Bench.run("scenario", "projects-away", "--url", "http://127.0.0.1:1", "--results", results.toString()))
			.isEqualTo(1);
		assertThat(this.errors.toString(StandardCharsets.UTF_8)).contains("portfolio: projects-away: ",
				"does not answer");
		assertThat(results).isEmptyDirectory();
	}

	@Test
	void helpListsTheScenarios() {
		assertThat(Bench.run("--help")).isZero();
		assertThat(this.out.toString(StandardCharsets.UTF_8)).contains("cache", "proxy", "pages", "hedging",
				"composition", "soak", "micro", "faults", "million", "1 % and 5 % of its requests");
	}

}
