package dev.akshay.portfolio.platform.tracing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryTests {

	@TempDir
	private Path folder;

	@Test
	void readsWhatLinuxTells() throws IOException {
		var status = Files.writeString(this.folder.resolve("status"),
				"Name:\tjava\nVmPeak:\t 9000000 kB\nVmRSS:\t  204800 kB\nThreads:\t30\n");
		assertThat(new Memory(status).residentMiB()).isEqualTo(200);
	}

	@Test
	void tellsWhatTheJvmHasTakenElsewhere() {
		assertThat(new Memory(this.folder.resolve("nowhere")).residentMiB()).isPositive();
	}

}
