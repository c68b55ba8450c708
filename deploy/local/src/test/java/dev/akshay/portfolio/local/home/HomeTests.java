package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import dev.akshay.portfolio.local.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HomeTests {

	@TempDir
	private Path directory;

	@Test
	void liesInTheProjectUnlessChosen() {
		assertThat(Home.of(this.directory, Map.of()).directory()).isEqualTo(this.directory.resolve(".portfolio"));
		assertThat(Home.of(this.directory, Map.of("PORTFOLIO_HOME", "/elsewhere")).directory())
			.isEqualTo(Path.of("/elsewhere"));
	}

	@Test
	void isReadableByItsOwnerAlone() throws IOException {
		Home home = new Home(this.directory.resolve("home"));
		home.prepare();
		assertThat(Files.getPosixFilePermissions(home.directory()))
			.isEqualTo(PosixFilePermissions.fromString("rwx------"));
	}

	@Test
	void fileInItsPlaceIsTold() throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> new Home(file).prepare())
			.withMessageContaining(file.toString())
			.withMessageContaining("PORTFOLIO_HOME");
	}

	@Test
	void tooLittleSpaceIsTold() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> new Home(this.directory).requireSpace(5 << 20))
			.withMessageContaining("5 MiB")
			.withMessageContaining("PORTFOLIO_HOME");
	}

	@Test
	void isHeldByOneAtATime() throws Exception {
		Home home = new Home(this.directory);
		try (AutoCloseable _ = home.lock()) {
			assertThatExceptionOfType(Failure.class).isThrownBy(home::lock).withMessageContaining("already running");
		}
		home.lock().close();
	}

	@Test
	void freshStartKeepsNoDataButTheLogBeingWritten() throws IOException {
		Home home = new Home(this.directory);
		home.prepare();
		Files.writeString(home.mail().resolve("1.eml"), "mail");
		Files.writeString(home.log("gateway"), "old");
		Files.writeString(home.log("launcher"), "current");
		String secret = home.secrets().get("postgres");
		home.clear();
		assertThat(home.mail()).isEmptyDirectory();
		assertThat(home.log()).isDirectoryContaining((file) -> file.endsWith("launcher.log"))
			.isDirectoryNotContaining((file) -> file.endsWith("gateway.log"));
		assertThat(home.secrets().get("postgres")).isNotEqualTo(secret);
	}

}
