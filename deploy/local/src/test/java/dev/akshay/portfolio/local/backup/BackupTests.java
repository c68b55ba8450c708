package dev.akshay.portfolio.local.backup;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.DataVersion;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import dev.akshay.portfolio.local.suite.Platform;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A suite that is stopped, out and in again, and all that is refused. A running one is
 * copied in {@code InfrastructureTests}.
 */
class BackupTests {

	private static final Manifest MANIFEST = Manifest.now();

	@TempDir
	private Path directory;

	private Home home;

	private Home target;

	private Path file;

	@BeforeEach
	void prepare() throws IOException {
		this.home = new Home(this.directory.resolve("home"));
		this.target = new Home(this.directory.resolve("target"));
		this.file = this.directory.resolve("backup.tar.gz");
		this.home.prepare();
		Path data = Files.createDirectories(this.home.postgres().resolve("data"));
		Files.writeString(data.resolve("PG_VERSION"), "18\n");
		Files.writeString(data.resolve("postmaster.pid"), "4711\n");
		Files.createDirectory(data.resolve("pg_notify"));
		Files.write(Files.createDirectories(this.home.kafka().resolve("data/topic-0")).resolve("0.log"),
				new byte[200_000]);
		Files.writeString(this.home.mail().resolve("1.eml"), "Subject: Grüße\n");
		this.home.secrets().get("postgres");
		this.home.machineSecret();
		this.home.version().write();
	}

	@Test
	void whatIsKeptComesBack() throws IOException {
		long bytes = Backup.make(this.home, this.file);
		assertThat(this.file).hasSize(bytes);
		String madeAt = Restore.into(this.target, this.file);
		assertThat(madeAt).startsWith("20").endsWith("Z");
		Map<String, String> expected = files(this.home);
		expected.remove("postgres/data/postmaster.pid");
		assertThat(files(this.target)).isEqualTo(expected)
			.containsKeys("owner-password", "secrets/machine", "version", "kafka/data/topic-0/0.log");
		assertThat(this.target.postgres().resolve("data/pg_notify")).isEmptyDirectory();
	}

	@Test
	void fullDiskIsNoDamage() {
		Backup.make(this.home, this.file);
		BackupReader.Target full = new BackupReader.Target() {

			@Override
			public void folder(String name) {
			}

			@Override
			public OutputStream file(String name) {
				return new BufferedOutputStream(new OutputStream() {

					@Override
					public void write(int one) throws IOException {
						throw new IOException("No space left on device");
					}

				});
			}

		};
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> new BackupReader(this.file).read(full))
			.withMessageContaining("No space left");
	}

	@Test
	void nobodyElseReadsIt() throws IOException {
		Backup.make(this.home, this.file);
		assertThat(Files.getPosixFilePermissions(this.file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
		Restore.into(this.target, this.file);
		try (Stream<Path> tree = Files.walk(this.target.directory())) {
			assertThat(tree.filter((path) -> !path.endsWith("lock"))).allSatisfy((path) -> {
				String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
				assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).as(path.toString())
					.isEqualTo(wanted);
			});
		}
	}

	@Test
	void fileThatIsThereIsLeftAlone() throws IOException {
		Files.writeString(this.file, "precious");
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Backup.make(this.home, this.file))
			.withMessageContaining("already");
		assertThat(this.file).hasContent("precious");
	}

	@Test
	void folderThatIsMissingIsTold() {
		assertThatExceptionOfType(Failure.class)
			.isThrownBy(() -> Backup.make(this.home, this.directory.resolve("nowhere/backup.tar.gz")))
			.withMessageContaining("nowhere");
	}

	@Test
	void homeWithoutDataHasNothingToKeep() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Backup.make(this.target, this.file))
			.withMessageContaining("nothing to keep");
		this.target.prepare();
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Backup.make(this.target, this.file))
			.withMessageContaining("nothing to keep");
		assertThat(this.file).doesNotExist();
	}

	@Test
	void dataOfANewerVersionAreNotTouched() throws IOException {
		Files.writeString(this.home.version().file(), "layout=999\npostgres=18\n");
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Backup.make(this.home, this.file))
			.withMessageContaining("newer");
		assertThat(this.file).doesNotExist();
	}

	@Test
	void homeThatSomebodyHoldsIsNotCopied() throws Exception {
		try (AutoCloseable _ = this.home.lock()) {
			assertThatExceptionOfType(Failure.class).isThrownBy(() -> Backup.make(this.home, this.file))
				.withMessageContaining("already running");
		}
		assertThat(this.directory).isDirectoryNotContaining((path) -> path.toString().contains("backup"));
	}

	@Test
	void linkIsNotFollowed() throws IOException {
		Files.createSymbolicLink(this.home.mail().resolve("2.eml"), Path.of("/etc/hostname"));
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Backup.make(this.home, this.file))
			.withMessageContaining("2.eml");
		assertThat(this.directory).isDirectoryNotContaining((path) -> path.toString().contains("backup"));
	}

	@Test
	void dataAreNotWrittenOver() throws IOException {
		Backup.make(this.home, this.file);
		Map<String, String> before = files(this.home);
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Restore.into(this.home, this.file))
			.withMessageContaining("has data already");
		assertThat(files(this.home)).isEqualTo(before);
	}

	@Test
	void runningSuiteIsLeftAlone() throws IOException {
		Backup.make(this.home, this.file);
		this.target.prepare();
		try (ServerSocket supervisor = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			RunningSuite.announce(this.target, supervisor.getLocalPort(), "token", "http://localhost:8080");
			assertThatExceptionOfType(Failure.class).isThrownBy(() -> Restore.into(this.target, this.file))
				.withMessageContaining("http://localhost:8080")
				.withMessageContaining("./portfolio down");
		}
	}

	@Test
	void restoreThatWasKilledIsBegunAnew() throws IOException {
		Backup.make(this.home, this.file);
		this.target.prepare();
		Files.createDirectory(this.target.directory().resolve("restoring"));
		Files.writeString(this.target.mail().resolve("9.eml"), "of the one that was killed");
		assertThatExceptionOfType(Failure.class).isThrownBy(this.target::requireWhole)
			.withMessageContaining("did not end");
		Restore.into(this.target, this.file);
		this.target.requireWhole();
		assertThat(files(this.target)).containsKey("mail/1.eml").doesNotContainKey("mail/9.eml");
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.01, 0.3, 0.5, 0.9, 0.99 })
	void whatIsCutOffIsRefused(double part) throws IOException {
		Backup.make(this.home, this.file);
		byte[] whole = Files.readAllBytes(this.file);
		refused(Arrays.copyOf(whole, (int) (whole.length * part)), "");
	}

	@Test
	void oneByteTooFewIsRefused() throws IOException {
		Backup.make(this.home, this.file);
		byte[] whole = Files.readAllBytes(this.file);
		refused(Arrays.copyOf(whole, whole.length - 1), "cut off or damaged");
	}

	@Test
	void byteThatChangedIsNoticed() throws IOException {
		Backup.make(this.home, this.file);
		byte[] whole = Files.readAllBytes(this.file);
		Map<String, String> content = files(this.home);
		content.remove("postgres/data/postmaster.pid");
		int harmless = 0;
		// gzip's header, which is ten bytes, says nothing about the content
		for (int position = 10; position < whole.length; position += 5) {
			byte[] damaged = whole.clone();
			damaged[position] ^= 0x10;
			Files.write(this.file, damaged);
			try {
				Restore.into(this.target, this.file);
				// compressed data have some bits that mean nothing, such as behind their
				// end
				assertThat(files(this.target)).isEqualTo(content);
				Home.deleteTree(this.target.directory());
				harmless++;
			}
			catch (Failure failure) {
				assertThat(failure.reason()).contains(this.file.toString());
				assertThat(this.target.directory()).doesNotExist();
			}
		}
		// how many depends on what lies there, and is never many
		assertThat(harmless * 20).as("harmless of those tried").isLessThan(whole.length / 5);
	}

	@Test
	void checksumsAreHeldAgainstTheContent() throws IOException {
		refused(archive((tar) -> {
			add(tar, Manifest.NAME, MANIFEST.toJson());
			add(tar, "mail/1.eml", "one".getBytes(StandardCharsets.UTF_8));
			add(tar, BackupWriter.CHECKSUMS,
					"%s  manifest.json\n%s  mail/1.eml\n"
						.formatted(Checksums.of(MANIFEST.toJson()),
								Checksums.of("other".getBytes(StandardCharsets.UTF_8)))
						.getBytes(StandardCharsets.UTF_8));
		}), "checksums");
	}

	@Test
	void endIsRequired() throws IOException {
		refused(archive((tar) -> {
			add(tar, Manifest.NAME, MANIFEST.toJson());
			add(tar, "mail/1.eml", new byte[3]);
		}), "its end is missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "../escaped", "/etc/escaped", "mail/../../escaped", "mail/./1.eml", "mail//1.eml",
			"launcher.json", "run/gateway.pid", "mail/a\\b", "mailbox/1.eml" })
	void nameThatLeadsElsewhereIsRefused(String name) throws IOException {
		refused(archive((tar) -> {
			add(tar, Manifest.NAME, MANIFEST.toJson());
			TarArchiveEntry entry = new TarArchiveEntry(name, true);
			tar.putArchiveEntry(entry);
			tar.closeArchiveEntry();
		}), "none of the suite's");
		assertThat(this.directory.resolve("escaped")).doesNotExist();
	}

	@Test
	void linkInABackupIsRefused() throws IOException {
		refused(archive((tar) -> {
			add(tar, Manifest.NAME, MANIFEST.toJson());
			TarArchiveEntry link = new TarArchiveEntry("mail/1.eml", TarConstants.LF_SYMLINK);
			link.setLinkName("/etc/hostname");
			tar.putArchiveEntry(link);
			tar.closeArchiveEntry();
		}), "neither a file nor a folder");
	}

	@Test
	void twoOfAFileAreRefused() throws IOException {
		refused(archive((tar) -> {
			add(tar, Manifest.NAME, MANIFEST.toJson());
			add(tar, "version", new byte[1]);
			add(tar, "version", new byte[1]);
		}), "two of version");
	}

	@Test
	void foreignFilesAreRefused() throws IOException {
		refused("Just a text, longer than a header of gzip".getBytes(StandardCharsets.UTF_8), "no backup");
		refused(archive((tar) -> add(tar, "readme.txt", new byte[10])), "no backup");
		refused(archive((tar) -> add(tar, Manifest.NAME, "nonsense".getBytes(StandardCharsets.UTF_8))), "no backup");
		refused(archive((tar) -> add(tar, Manifest.NAME,
				"{\"format\": \"portfolio\", \"version\": 1}".getBytes(StandardCharsets.UTF_8))), "no backup");
		refused(archive((tar) -> {
		}), "no backup");
	}

	@ParameterizedTest
	@MethodSource
	void whatThisProgramCannotReadIsRefused(Manifest manifest, String why) throws IOException {
		refused(archive((tar) -> add(tar, Manifest.NAME, manifest.toJson())), why);
	}

	static Stream<Arguments> whatThisProgramCannotReadIsRefused() {
		String here = Platform.current().postgres();
		int layout = DataVersion.LAYOUT;
		int postgres = DataVersion.POSTGRES;
		return Stream.of(arguments(2, layout, postgres, "4.0.0", here, "newer version"),
				arguments(1, layout + 1, postgres, "4.0.0", here, "newer version"),
				arguments(1, layout, postgres + 1, "4.0.0", here, "newer version"),
				arguments(1, layout, postgres, "999.0.0", here, "newer version"),
				arguments(1, layout, postgres, "", here, "newer version"),
				arguments(1, layout, postgres - 1, "4.0.0", here, "PostgreSQL " + (postgres - 1)),
				arguments(1, layout, postgres, "4.0.0", "solaris-sparc", "solaris-sparc"));
	}

	private static Arguments arguments(int version, int layout, int postgres, String kafka, String platform,
			String why) {
		return Arguments
			.of(new Manifest(MANIFEST.format(), version, MANIFEST.madeAt(), layout, postgres, kafka, platform), why);
	}

	@Test
	void fileThatIsMissingIsTold() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Restore.into(this.target, this.file))
			.withMessageContaining("is not there");
	}

	/** In one line, and nothing is changed. */
	private void refused(byte[] backup, String why) throws IOException {
		Files.write(this.file, backup);
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Restore.into(this.target, this.file))
			.withMessageContaining(this.file.toString())
			.withMessageContaining(why)
			.satisfies((failure) -> assertThat(failure.reason().lines()).hasSize(1));
		assertThat(this.target.directory()).doesNotExist();
	}

	private static byte[] archive(Filling filling) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (OutputStream gzip = new GZIPOutputStream(bytes);
				TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
			filling.into(tar);
		}
		return bytes.toByteArray();
	}

	private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
		TarArchiveEntry entry = new TarArchiveEntry(name);
		entry.setSize(content.length);
		tar.putArchiveEntry(entry);
		tar.write(content);
		tar.closeArchiveEntry();
	}

	/** What a home keeps, by name; logs, locks and the like are not kept. */
	private static Map<String, String> files(Home home) throws IOException {
		Map<String, String> files = new TreeMap<>();
		List<String> others = List.of("lock", "log", "run");
		try (Stream<Path> tree = Files.walk(home.directory())) {
			for (Path path : tree.filter(Files::isRegularFile).toList()) {
				Path name = home.directory().relativize(path);
				if (!others.contains(name.getName(0).toString())) {
					files.put(name.toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
				}
			}
		}
		return files;
	}

	/** Writes what stands in an archive. */
	@FunctionalInterface
	private interface Filling {

		void into(TarArchiveOutputStream tar) throws IOException;

	}

}
