package dev.akshay.portfolio.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFileTests {

	@TempDir
	private Path directory;

	private Path path;

	private LogFile log;

	@BeforeEach
	void open() throws IOException {
		this.path = Files.writeString(this.directory.resolve("gateway.log"), "of an earlier run\n");
		this.log = new LogFile(this.path);
	}

	@Test
	void tailTellsOnlyOfTheCurrentRun() throws IOException {
		this.log.appended();
		Files.writeString(this.path, "one\ntwo\nthree\n", StandardOpenOption.APPEND);
		assertThat(this.log.tail(10)).containsExactly("one", "two", "three");
		assertThat(this.log.tail(2)).containsExactly("two", "three");
	}

	@Test
	void largeLogMakesRoom() throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(this.path.toFile(), "rw")) {
			file.setLength((20 << 20) + 1);
		}
		this.log.bound();
		assertThat(this.path).isEmptyFile();
		assertThat(this.directory.resolve("gateway.log.1")).hasSize((20 << 20) + 1);
	}

	@Test
	void structuredLineIsMadeReadable() {
		assertThat(LogLine.readable(
				"""
						{"log":{"level":"ERROR","logger":"a.B"},"message":"it broke","error":{"message":"content/x.md line 3"}}"""))
			.isEqualTo("ERROR a.B it broke: content/x.md line 3");
		assertThat(LogLine.readable("{not json")).isEqualTo("{not json");
		assertThat(LogLine.readable("plain")).isEqualTo("plain");
	}

}
