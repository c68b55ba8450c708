package dev.akshay.portfolio.local.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

import dev.akshay.portfolio.local.failure.Failure;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a backup: a tar archive, compressed by gzip, with the manifest first and the
 * checksums of all files last, so that an end that is missing is noticed.
 */
final class BackupWriter implements AutoCloseable {

	/** Reads like the output of {@code sha256sum}, and is checked by it. */
	static final String CHECKSUMS = "checksums";

	private static final int CHUNK = 1 << 16;

	private final GZIPOutputStream gzip;

	private final TarArchiveOutputStream tar;

	private final Map<String, String> checksums = new LinkedHashMap<>();

	BackupWriter(OutputStream out, Manifest manifest) throws IOException {
		this.gzip = new GZIPOutputStream(new BufferedOutputStream(out, CHUNK), CHUNK);
		this.tar = new TarArchiveOutputStream(this.gzip, StandardCharsets.UTF_8.name());
		this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
		this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
		content(Manifest.NAME, manifest.toJson());
	}

	/**
	 * Adds a folder with what is in it. Files may grow, shrink and vanish meanwhile,
	 * which whoever reads the copy has to bear.
	 * @param root what names are relative to
	 * @param folder the folder; nothing is added if it is not there
	 * @param wanted tells which files are taken, and which folders with their content;
	 * the others are there, and empty
	 */
	void tree(Path root, Path folder, Predicate<Path> wanted) throws IOException {
		if (!Files.isDirectory(folder)) {
			return;
		}
		Files.walkFileTree(folder, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
					throws IOException {
				put(nameOf(root, directory) + "/", 0);
				BackupWriter.this.tar.closeArchiveEntry();
				return wanted.test(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				if (!attributes.isRegularFile()) {
					throw new Failure(file + " is neither a file nor a folder, and cannot be kept: remove it");
				}
				if (wanted.test(file)) {
					file(nameOf(root, file), file, attributes.size());
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
				if (ex instanceof NoSuchFileException) {
					return FileVisitResult.CONTINUE;
				}
				throw ex;
			}

		});
	}

	/** Adds a file that stays as it is, if it is there. */
	void file(Path root, Path file) throws IOException {
		if (Files.exists(file)) {
			file(nameOf(root, file), file, Files.size(file));
		}
	}

	private void file(String name, Path file, long size) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			put(name, size);
			MessageDigest digest = Checksums.digest();
			byte[] chunk = new byte[CHUNK];
			for (long left = size; left > 0;) {
				int wanted = (int) Math.min(left, chunk.length);
				int read = in.readNBytes(chunk, 0, wanted);
				// a file that has become shorter is filled up: its size is written
				// already
				Arrays.fill(chunk, read, wanted, (byte) 0);
				digest.update(chunk, 0, wanted);
				this.tar.write(chunk, 0, wanted);
				left -= wanted;
			}
			this.tar.closeArchiveEntry();
			this.checksums.put(name, Checksums.text(digest));
		}
		catch (NoSuchFileException ex) {
			// it has just been removed
		}
	}

	/** Adds a file that is nowhere else. */
	void content(String name, byte[] content) throws IOException {
		put(name, content.length);
		this.tar.write(content, 0, content.length);
		this.tar.closeArchiveEntry();
		this.checksums.put(name, Checksums.of(content));
	}

	private void put(String name, long size) throws IOException {
		TarArchiveEntry entry = new TarArchiveEntry(name);
		entry.setMode(name.endsWith("/") ? 0700 : 0600);
		entry.setSize(size);
		// nobody needs to know who ran it
		entry.setIds(0, 0);
		entry.setUserName("");
		this.tar.putArchiveEntry(entry);
	}

	/** Writes the end, without which it is no backup, and leaves nothing unwritten. */
	void finish() throws IOException {
		byte[] all = Checksums.toText(this.checksums).getBytes(StandardCharsets.UTF_8);
		put(CHECKSUMS, all.length);
		this.tar.write(all, 0, all.length);
		this.tar.closeArchiveEntry();
		this.tar.finish();
		this.gzip.finish();
		this.gzip.flush();
	}

	private static String nameOf(Path root, Path file) {
		return root.relativize(file).toString().replace('\\', '/');
	}

	@Override
	public void close() throws IOException {
		this.tar.close();
	}

}
