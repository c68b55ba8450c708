package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.akshay.portfolio.local.failure.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DataVersionTests {

	@TempDir
	private Path directory;

	private DataVersion version;

	@BeforeEach
	void open() {
		this.version = new DataVersion(this.directory);
	}

	@Test
	void noDataAreFine() {
		assertThatCode(this.version::require).doesNotThrowAnyException();
	}

	@Test
	void knowsWhatItWrote() {
		this.version.write();
		assertThatCode(this.version::require).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@ValueSource(strings = { "layout=2\npostgres=18\n", "layout=1\npostgres=19\n", "999\n",
			"layout=7\npostgres=18\nsomething=else\n" })
	void newerDataAreRefused(String text) throws IOException {
		Files.writeString(this.directory.resolve("version"), text);
		assertThatExceptionOfType(Failure.class).isThrownBy(this.version::require)
			.withMessageContaining("newer version")
			.withMessageContaining("--fresh");
	}

	@Test
	void olderDatabaseIsRefused() throws IOException {
		Files.writeString(this.directory.resolve("version"), "layout=1\npostgres=17\n");
		assertThatExceptionOfType(Failure.class).isThrownBy(this.version::require)
			.withMessageContaining("PostgreSQL 17");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "layout=x", "layout=99999999999999999999" })
	void damageIsTold(String text) throws IOException {
		Files.writeString(this.directory.resolve("version"), text);
		assertThatExceptionOfType(Failure.class).isThrownBy(this.version::require).withMessageContaining("damaged");
	}

}
