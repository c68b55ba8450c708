package dev.akshay.portfolio.platform.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ArchiveTests {

	private static final ArchiveLimits LIMITS = new ArchiveLimits(DataSize.ofMegabytes(1), DataSize.ofMegabytes(4),
			DataSize.ofKilobytes(64), DataSize.ofMegabytes(2), 100, 20);

	@TempDir
	private Path folder;

	@Test
	void whatIsWrittenIsRead() throws IOException {
		var file = this.folder.resolve("a.zip");
		try (var writer = new ArchiveWriter(file)) {
			assertThat(writer.add("projects/kiln.md", bytes("Ö")))
				.isEqualTo(new ArchiveEntry("projects/kiln.md", 2, sha("Ö")));
			writer.add("profile.yaml", bytes("name: Ada"));
		}
		try (var archive = Archive.open(file, LIMITS)) {
			assertThat(archive.entries().keySet()).containsExactly("profile.yaml", "projects/kiln.md");
			assertThat(archive.text("projects/kiln.md")).isEqualTo("Ö");
			assertThat(archive.entries().get("projects/kiln.md").sha256()).isEqualTo(sha("Ö"));
			var part = this.folder.resolve("part.zip");
			archive.copyTo(part, List.of("profile.yaml"));
			try (var copied = Archive.open(part, LIMITS)) {
				assertThat(copied.entries().keySet()).containsExactly("profile.yaml");
				assertThat(copied.text("profile.yaml")).isEqualTo("name: Ada");
			}
		}
	}

	@Test
	void severalReadAtATime() throws IOException {
		var files = Map.of("a.md", noise(40_000), "b.md", bytes("b".repeat(40_000)), "c.md", bytes("c"));
		try (var archive = Archive.open(file(zip(files)), LIMITS)) {
			var wrong = IntStream.range(0, 2_000)
				.parallel()
				.mapToObj((number) -> List.of("a.md", "b.md", "c.md").get(number % files.size()))
				.filter((path) -> !Arrays.equals(archive.bytes(path), files.get(path)))
				.count();
			assertThat(wrong).isZero();
		}
	}

	@Test
	void sameFilesGiveTheSameBytes() throws IOException {
		var one = this.folder.resolve("one.zip");
		var other = this.folder.resolve("other.zip");
		for (var file : List.of(one, other)) {
			try (var writer = new ArchiveWriter(file)) {
				writer.add("profile.yaml", bytes("name: Ada"));
			}
		}
		assertThat(one).hasSameBinaryContentAs(other);
	}

	@Test
	void readsWhatOthersPack() throws IOException {
		var zip = new ByteArrayOutputStream();
		try (var writer = new ZipOutputStream(zip)) {
			writer.putNextEntry(new ZipEntry("projects/"));
			var stored = new ZipEntry("projects/kiln.md");
			stored.setMethod(ZipEntry.STORED);
			stored.setSize(2);
			stored.setCrc(crc("Hi"));
			writer.putNextEntry(stored);
			writer.write(bytes("Hi"));
			writer.setComment("made by hand");
		}
		try (var archive = Archive.open(file(zip.toByteArray()), LIMITS)) {
			assertThat(archive.entries().keySet()).containsExactly("projects/kiln.md");
			assertThat(archive.text("projects/kiln.md")).isEqualTo("Hi");
		}
	}

	@Test
	void anEmptyOneHasNothingInIt() throws IOException {
		var file = this.folder.resolve("empty.zip");
		new ArchiveWriter(file).close();
		try (var archive = Archive.open(file, LIMITS)) {
			assertThat(archive.entries()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "../profile.yaml", "projects/../../etc/passwd", "/etc/passwd", "C:\\profile.yaml",
			"projects\\kiln.md", "projects/./kiln.md", "projects//kiln.md", "pröjects/kiln.md", "a\u0000b", "\n" })
	void refusesWhatLeadsOut(String path) {
		refuses(zip(Map.of(path, bytes("x"))), "is not a path within the archive");
	}

	@Test
	void refusesALink() {
		// 0120777 in the upper half of the external attributes, and Unix as what made it
		refuses(patched(zip(Map.of("profile.yaml", bytes("/etc/passwd"))),
				(directory) -> directory.put(5, (byte) 3).putInt(38, 0120777 << 16)),
				"is a link or another thing that is no file");
	}

	@Test
	void takesAFileThatIsMarkedAsOne() throws IOException {
		var zip = patched(zip(Map.of("profile.yaml", bytes("x"))),
				(directory) -> directory.put(5, (byte) 3).putInt(38, 0100644 << 16));
		try (var archive = Archive.open(file(zip), LIMITS)) {
			assertThat(archive.text("profile.yaml")).isEqualTo("x");
		}
	}

	@Test
	void refusesWhatIsThereTwice() {
		var zip = zip(Map.of("a.md", bytes("1"), "b.md", bytes("2")));
		var text = new String(zip, StandardCharsets.ISO_8859_1).replace("b.md", "a.md");
		refuses(text.getBytes(StandardCharsets.ISO_8859_1), "is there twice");
	}

	@Test
	void refusesTwoNamesForOneFile() {
		var zip = zip(Map.of("a.md", bytes("1")));
		var text = new String(zip, StandardCharsets.ISO_8859_1).replaceFirst("a\\.md", "b.md");
		refuses(text.getBytes(StandardCharsets.ISO_8859_1), "has another name in front of its content");
	}

	@Test
	void refusesATextOverItsLimit() {
		refuses(zip(Map.of("a.md", noise(65 * 1024))), "a.md unpacks to more than is taken");
	}

	@Test
	void refusesABombByWhatItBecomes() {
		refuses(zip(Map.of("media/a", noise(900_000), "media/b", new byte[2_000_000], "media/c", new byte[2_000_000])),
				"archive unpacks to more than is taken");
	}

	@Test
	void whatWasWrittenHereIsAsLargeAsItIs() throws IOException {
		var large = file(zip(Map.of("a.md", new byte[1_000_000], "media/b", new byte[5_000_000])));
		var names = new Spool(LIMITS).reopened(large, (archive) -> Mono.just(archive.entries().keySet().size()));
		assertThat(names.block(Duration.ofSeconds(30))).isEqualTo(2);
	}

	@Test
	void refusesABombByItsRatio() {
		refuses(zip(Map.of("media/a", new byte[1_500_000])), "archive unpacks to more than is taken");
	}

	@Test
	void believesNoSizeThatIsOnlyTold() {
		// says that it becomes ten bytes
		refuses(patched(zip(Map.of("a.md", new byte[1_000_000])), (directory) -> directory.putInt(24, 10)),
				"a.md unpacks to more than is taken");
	}

	@Test
	void refusesTooManyFiles() {
		var files = new TreeMap<String, byte[]>();
		for (int i = 0; i < 21; i++) {
			files.put("projects/p%d.md".formatted(i), bytes("x"));
		}
		refuses(zip(files), "has 21 files, and may have 20");
	}

	@Test
	void refusesMoreFilesThanAreTold() {
		var zip = zip(Map.of("a.md", bytes("1"), "b.md", bytes("2")));
		ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putShort(zip.length - 22 + 10, (short) 1);
		refuses(zip, "has more files than it says");
	}

	@Test
	void refusesWhatIsDamaged() {
		refuses(patched(zip(Map.of("a.md", bytes("x"))), (directory) -> directory.putInt(16, 7)), "is damaged");
	}

	@Test
	void refusesWhatIsEncrypted() {
		refuses(patched(zip(Map.of("a.md", bytes("x"))), (directory) -> directory.putShort(8, (short) 1)),
				"is encrypted");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "PK", "This is no archive, although it is long enough to be one." })
	void refusesWhatIsNoArchive(String text) {
		refuses(bytes(text), "is not a ZIP file");
	}

	@Test
	void survivesWhatSomebodyBent() throws IOException {
		var zip = zip(Map.of("profile.yaml", bytes("name: Ada"), "projects/kiln.md", bytes("Hi")));
		var random = new Random(7);
		for (int round = 0; round < 5_000; round++) {
			var bent = zip.clone();
			for (int i = random.nextInt(3); i >= 0; i--) {
				bent[random.nextInt(bent.length)] = (byte) random.nextInt();
			}
			try (var archive = Archive.open(file(bent), LIMITS)) {
				archive.entries().keySet().forEach(archive::bytes);
			}
			catch (InvalidArchive _) {
				// told as it should be
			}
		}
	}

	private void refuses(byte[] zip, String why) {
		assertThatExceptionOfType(InvalidArchive.class).isThrownBy(() -> Archive.open(file(zip), LIMITS))
			.satisfies((refused) -> {
				assertThat(refused.getStatusCode().value()).isEqualTo(422);
				assertThat(refused.getBody().getDetail()).contains(why);
			});
	}

	private Path file(byte[] content) throws IOException {
		return Files.write(this.folder.resolve("sent.zip"), content);
	}

	private static byte[] zip(Map<String, byte[]> files) {
		var zip = new ByteArrayOutputStream();
		try (var writer = new ZipOutputStream(zip)) {
			for (var file : new TreeMap<>(files).entrySet()) {
				writer.putNextEntry(new ZipEntry(file.getKey()));
				writer.write(file.getValue());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return zip.toByteArray();
	}

	/** Changes what the table of contents says of the first file. */
	private static byte[] patched(byte[] zip, UnaryOperator<ByteBuffer> change) {
		var whole = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
		int start = whole.getInt(zip.length - 22 + 16);
		change.apply(whole.slice(start, zip.length - start).order(ByteOrder.LITTLE_ENDIAN));
		return zip;
	}

	private static byte[] noise(int length) {
		var bytes = new byte[length];
		new Random(1).nextBytes(bytes);
		return bytes;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static long crc(String text) {
		var crc = new CRC32();
		crc.update(bytes(text));
		return crc.getValue();
	}

	private static String sha(String text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
