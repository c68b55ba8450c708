package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class OneTimePasswordTests {

	@TempDir
	private Path directory;

	private Home home;

	@BeforeEach
	void prepare() {
		this.home = new Home(this.directory);
		this.home.prepare();
	}

	@Test
	void isMadeForANewHomeAndReadByItsOwnerAlone() throws IOException {
		String secret = this.home.machineSecret();
		Path file = this.home.oneTimePassword().file();
		assertThat(file).hasParent(this.directory);
		assertThat(Files.readString(file).strip()).matches("([a-km-np-z2-9]{5}-){4}[a-km-np-z2-9]{5}")
			.isNotEqualTo(secret);
		assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

	@Test
	void doesNotComeBackOnceItWasUsed() {
		String secret = this.home.machineSecret();
		this.home.oneTimePassword().forget();
		assertThat(this.home.machineSecret()).isEqualTo(secret);
		assertThat(this.home.oneTimePassword().isThere()).isFalse();
	}

	@Test
	void staysUntilItIsUsed() throws IOException {
		this.home.machineSecret();
		String password = Files.readString(this.home.oneTimePassword().file());
		this.home.machineSecret();
		assertThat(this.home.oneTimePassword().file()).hasContent(password);
	}

	@Test
	void isAnotherOneAfterAFreshStart() throws IOException {
		this.home.machineSecret();
		String password = Files.readString(this.home.oneTimePassword().file());
		this.home.clear();
		assertThat(this.home.oneTimePassword().isThere()).isFalse();
		this.home.machineSecret();
		assertThat(Files.readString(this.home.oneTimePassword().file())).isNotEqualTo(password);
	}

	@Test
	void isReplaced() throws IOException {
		this.home.machineSecret();
		this.home.oneTimePassword().write("another");
		assertThat(this.home.oneTimePassword().file()).hasContent("another");
		assertThat(Files.getPosixFilePermissions(this.home.oneTimePassword().file()))
			.isEqualTo(PosixFilePermissions.fromString("rw-------"));
	}

}
