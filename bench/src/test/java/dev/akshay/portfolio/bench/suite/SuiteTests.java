package dev.akshay.portfolio.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SuiteTests {

	@TempDir
	private Path folder;

	@Test
	void tellsWhyItDidNotStart() throws IOException {
		launcher("""
				test "$1" = up || exit 0
				for line in $(seq 30); do echo "line $line" >&2; done
				exit 1
				""");
		assertThatExceptionOfType(BenchFailure.class).isThrownBy(this::up)
			.withMessage("./portfolio up failed; the end of what it said:")
			.satisfies(
					(failure) -> assertThat(failure.details()).hasSize(20).startsWith("line 11").endsWith("line 30"));
	}

	@Test
	void tellsThatItDidNotStartWhereNobodySaysWhy() throws IOException {
		launcher("""
				test "$1" = up && exit 1
				exit 0
				""");
		assertThatExceptionOfType(BenchFailure.class).isThrownBy(this::up)
			.withMessage("./portfolio up failed, and did not say why")
			.satisfies((failure) -> assertThat(failure.details()).isEmpty());
	}

	@Test
	void leavesNothingOfCommandsThatSucceed() throws IOException {
		launcher("""
				echo "a warning" >&2
				echo '{"processes": []}'
				""");
		up();
		assertThat(this.folder.resolve("said")).isEmptyDirectory();
	}

	private void up() {
		Suite.up(this.folder, this.folder.resolve("home"), Map.of()).close();
	}

	private void launcher(String script) throws IOException {
		Path launcher = Files.writeString(this.folder.resolve("portfolio"), "#!/bin/sh\n" + script);
		assertThat(launcher.toFile().setExecutable(true)).isTrue();
	}

}
