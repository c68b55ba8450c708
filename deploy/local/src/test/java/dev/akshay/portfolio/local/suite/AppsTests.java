package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AppsTests {

	private final List<String> progress = new ArrayList<>();

	@TempDir
	private Path root;

	private Checkout checkout;

	@BeforeEach
	void prepare() throws IOException {
		this.checkout = new Checkout(this.root);
		Files.createDirectories(this.checkout.prepared().resolve("lib"));
		Files.writeString(this.checkout.prepared().resolve("lib/library.jar"), "library");
	}

	@Test
	void sameContentIsUnpackedOnce() throws IOException {
		build("one", 1_000_000_000_000L);
		App first = unpacked();
		build("one", 1_100_000_000_000L);
		assertThat(unpacked()).isEqualTo(first);
		assertThat(this.progress).containsExactly("unpacking launcher");
		assertThat(first.directory().resolve("lib/library.jar")).hasContent("library");
	}

	@Test
	void runningProgramKeepsItsFiles() throws IOException {
		build("one", 0);
		App running = unpacked();
		build("two", 0);
		assertThat(unpacked()).isNotEqualTo(running);
		assertThat(running.jar()).exists();
	}

	@Test
	void oldBuildsAreForgotten() throws IOException {
		for (int build = 0; build < 6; build++) {
			build(String.valueOf(build), 0);
			unpacked();
		}
		try (Stream<Path> builds = Files.list(this.checkout.prepared().resolve("app"))) {
			assertThat(builds).hasSize(3);
		}
	}

	private App unpacked() {
		return new Apps(this.checkout, this.progress::add).launcher();
	}

	private void build(String content, long time) throws IOException {
		try (OutputStream out = Files.newOutputStream(this.checkout.launcherJar());
				ZipOutputStream zip = new ZipOutputStream(out)) {
			ZipEntry entry = new ZipEntry("content.txt");
			entry.setTime(time);
			zip.putNextEntry(entry);
			zip.write(content.getBytes(StandardCharsets.UTF_8));
			zip.closeEntry();
		}
	}

}
