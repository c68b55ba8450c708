package dev.akshay.portfolio.platform.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.akshay.portfolio.platform.hash.Sha256;

/**
 * Writes a ZIP file, the same bytes for the same files. Blocks, so it is for threads that
 * may wait.
 */
public final class ArchiveWriter implements AutoCloseable {

	/** The first that the format knows: when a file was packed says nothing of it. */
	private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

	private final ZipOutputStream zip;

	/**
	 * Begins an archive.
	 * @param file where it is written
	 */
	public ArchiveWriter(Path file) {
		try {
			this.zip = new ZipOutputStream(Files.newOutputStream(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Adds a file.
	 * @param path its path, with slashes
	 * @param content what is in it
	 * @return what can be told of it
	 */
	public ArchiveEntry add(String path, byte[] content) {
		try {
			var entry = new ZipEntry(path);
			entry.setTimeLocal(NO_TIME);
			this.zip.putNextEntry(entry);
			this.zip.write(content);
			this.zip.closeEntry();
			return new ArchiveEntry(path, content.length, Sha256.hex(content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.zip.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
