package dev.akshay.portfolio.bench.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.suite.Suite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class KillerTests {

	/** Its kill of one ends when that of the other has begun. */
	private static final String LAUNCHER = """
			#!/bin/sh
			echo "$*" >> "$PORTFOLIO_HOME/asked"
			case "$1" in
			status) echo '{"processes": []}' ;;
			kill)
				for _ in $(seq 300); do
					test $(grep -c kill "$PORTFOLIO_HOME/asked") -lt 2 || exit 0
					sleep 0.1
				done
				exit 1 ;;
			esac
			""";

	@TempDir
	private Path folder;

	@Test
	void killsAPairAtTheSameTime() throws IOException, InterruptedException {
		Path launcher = Files.writeString(this.folder.resolve("portfolio"), LAUNCHER);
		assertThat(launcher.toFile().setExecutable(true)).isTrue();
		Path home = Files.createDirectory(this.folder.resolve("home"));
		Recovery recovery = new Recovery();
		try (Suite suite = Suite.up(this.folder, home, Map.of())) {
			Killer killer = new Killer(suite, new Usage(suite, List.of("kafka", "mail")), recovery);
			Files.delete(home.resolve("asked"));
			killer.cause(new Fault(List.of("kafka", "mail"), Duration.ZERO, Duration.ZERO));
			assertThat(home.resolve("asked")).content()
				.satisfies((asked) -> assertThat(asked.lines()).startsWith("status --json")
					.containsExactlyInAnyOrder("status --json", "kill kafka", "kill mail"));
		}
		assertThat(recovery.kills()).isEqualTo(Map.of("kafka", 1, "mail", 1));
	}

}
