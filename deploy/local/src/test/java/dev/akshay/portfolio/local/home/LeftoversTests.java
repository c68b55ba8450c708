package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LeftoversTests {

	@TempDir
	private Path directory;

	private Leftovers leftovers;

	private Process process;

	@BeforeEach
	void start() throws IOException {
		this.leftovers = new Leftovers(this.directory);
		this.process = new ProcessBuilder("sleep", "600").start();
	}

	@AfterEach
	void kill() {
		this.process.destroyForcibly();
	}

	@Test
	void endsWhatItRemembers() {
		this.leftovers.remember("gateway", this.process.toHandle());
		assertThat(this.leftovers.alive()).containsExactly(this.process.toHandle());
		assertThat(this.leftovers.end()).isEqualTo(1);
		assertThat(this.process.onExit().join().isAlive()).isFalse();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void forgetsWhatEndedInOrder() {
		this.leftovers.remember("gateway", this.process.toHandle());
		this.leftovers.forget("gateway");
		assertThat(this.leftovers.end()).isZero();
		assertThat(this.process.isAlive()).isTrue();
	}

	@Test
	void sparesAnotherProcessWithTheSameNumber() throws IOException {
		Files.writeString(this.directory.resolve("gateway.pid"), this.process.pid() + " 1000");
		assertThat(this.leftovers.end()).isZero();
		assertThat(this.process.isAlive()).isTrue();
	}

	@Test
	void ignoresDamage() throws IOException {
		Files.writeString(this.directory.resolve("gateway.pid"), "what");
		assertThat(this.leftovers.alive()).isEmpty();
	}

}
