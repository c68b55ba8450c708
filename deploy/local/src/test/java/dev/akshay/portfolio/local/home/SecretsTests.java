package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTests {

	@TempDir
	private Path directory;

	@Test
	void secretStaysTheSame() {
		String first = new Secrets(this.directory).get("profile");
		assertThat(first).hasSizeGreaterThanOrEqualTo(32).matches("[0-9a-f]+");
		assertThat(new Secrets(this.directory).get("profile")).isEqualTo(first);
	}

	@Test
	void everyNameHasItsOwn() {
		Secrets secrets = new Secrets(this.directory);
		assertThat(secrets.get("profile")).isNotEqualTo(secrets.get("projects"));
	}

	@Test
	void onlyTheOwnerMayRead() throws IOException {
		new Secrets(this.directory).get("profile");
		assertThat(Files.getPosixFilePermissions(this.directory.resolve("profile")))
			.isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

}
