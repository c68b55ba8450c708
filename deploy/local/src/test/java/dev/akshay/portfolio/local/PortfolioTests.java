package dev.akshay.portfolio.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PortfolioTests {

	private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

	private final PrintStream before = System.err;

	@BeforeEach
	void capture() {
		System.setErr(new PrintStream(this.errors, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void release() {
		System.setErr(this.before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			'up --what'                              | --what
			'up --port many'                         | --port
			'up --port 70000'                        | 70000
			'up --replicas gateway'                  | replicas
			'up --replicas gateway=2'                | gateway
			'up --replicas nobody=2'                 | nobody
			'up --replicas projects-service=0'       | projects-service=0
			'up --replicas projects-service=9'       | projects-service=9
			'up --limits maybe'                      | maybe
			'kill'                                   | SERVICE
			'kill gateway --replica x'               | --replica
			'backup'                                 | FILE
			'restore'                                | FILE
			'backup one two'                         | two
			'owner'                                  | owner password
			'owner token'                            | NAME
			'owner token ci'                         | --scopes
			'owner token ci --list'                  | --list
			'owner token --list --days 3'            | --days
			'owner token ci --scopes a --days many'  | --days
			'owner secrets'                          | secrets
			'dance'                                  | no command is called
			''                                       | command
			""")
	void wrongUseIsToldInOneLine(String line, String names) {
		int exit = Portfolio.run(line.isEmpty() ? new String[0] : line.split(" "));
		assertThat(exit).isEqualTo(2);
		assertThat(this.errors.toString(StandardCharsets.UTF_8).lines()).singleElement()
			.asString()
			.startsWith("portfolio: ")
			.contains(names)
			.contains("./portfolio help");
	}

	@Test
	void helpIsNoError() {
		assertThat(Portfolio.run("help")).isZero();
		assertThat(Portfolio.run("help", "up")).isZero();
	}

}
