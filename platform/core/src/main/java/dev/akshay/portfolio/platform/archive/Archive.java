package dev.akshay.portfolio.platform.archive;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

import dev.akshay.portfolio.platform.archive.Directory.Packed;
import dev.akshay.portfolio.platform.hash.Sha256;

/**
 * An archive that somebody sent: a ZIP file on disk. When it is opened, all of it is
 * unpacked once and thrown away, so that what is read later is known to be within its
 * bounds. Several may read at a time. Blocks, so it is for threads that may wait.
 */
public final class Archive implements AutoCloseable {

	private static final int PIECE = 16 * 1024;

	private final FileChannel file;

	private final SortedMap<String, Packed> packed = new TreeMap<>();

	private final SortedMap<String, ArchiveEntry> entries = new TreeMap<>();

	private Archive(FileChannel file) {
		this.file = file;
	}

	/**
	 * Opens an archive and looks at all of it.
	 * @param file a ZIP file, which nobody changes until this is closed
	 * @param limits what it may not exceed
	 * @return the archive
	 * @throws InvalidArchive if it is none, goes beyond a limit, or has something in it
	 * that no archive of ours has
	 */
	public static Archive open(Path file, ArchiveLimits limits) {
		try {
			var archive = new Archive(FileChannel.open(file));
			try {
				archive.look(limits);
				return archive;
			}
			catch (IOException | RuntimeException ex) {
				archive.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void look(ArchiveLimits limits) throws IOException {
		var left = limits.unpackedOf(this.file.size());
		for (var entry : Directory.of(this.file, limits.files())) {
			var most = limits.of(entry.path());
			var sha256 = Sha256.digest();
			var size = copy(entry, Math.min(most, left), (left < most) ? "archive" : entry.path(), new OutputStream() {

				@Override
				public void write(int single) {
					sha256.update((byte) single);
				}

				@Override
				public void write(byte[] bytes, int offset, int length) {
					sha256.update(bytes, offset, length);
				}

			});
			left -= size;
			this.packed.put(entry.path(), entry);
			this.entries.put(entry.path(),
					new ArchiveEntry(entry.path(), size, HexFormat.of().formatHex(sha256.digest())));
		}
	}

	/**
	 * The files in the archive, without folders.
	 * @return the files by their paths, in the order of these
	 */
	public SortedMap<String, ArchiveEntry> entries() {
		return Collections.unmodifiableSortedMap(this.entries);
	}

	/**
	 * Reads a file.
	 * @param path its path
	 * @return what is in it
	 */
	public byte[] bytes(String path) {
		var entry = this.entries.get(path);
		var packedEntry = this.packed.get(path);
		if (entry == null || packedEntry == null) {
			throw new IllegalArgumentException("there is no " + path);
		}
		var bytes = new ByteArrayOutputStream((int) entry.size());
		try {
			copy(packedEntry, entry.size(), path, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Reads a text.
	 * @param path its path
	 * @return what is in it
	 * @throws InvalidArchive if it is not UTF-8
	 */
	public String text(String path) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(path))).toString();
		}
		catch (CharacterCodingException _) {
			throw InvalidArchive.because(path, "is not UTF-8");
		}
	}

	/**
	 * Copies some of the files into an archive of their own.
	 * @param paths which ones
	 * @param target where to
	 */
	public void copyTo(Path target, Collection<String> paths) {
		try (var writer = new ArchiveWriter(target)) {
			for (var path : paths) {
				writer.add(path, bytes(path));
			}
		}
	}

	private long copy(Packed entry, long most, String tooLarge, OutputStream target) throws IOException {
		var crc = new CRC32();
		var piece = new byte[PIECE];
		var size = 0L;
		var inflater = new Inflater(true);
		try (var content = content(entry, inflater)) {
			for (int length = content.read(piece); length >= 0; length = content.read(piece)) {
				size += length;
				if (size > most) {
					throw InvalidArchive.because(tooLarge, "unpacks to more than is taken");
				}
				crc.update(piece, 0, length);
				target.write(piece, 0, length);
			}
		}
		catch (ZipException | EOFException _) {
			throw InvalidArchive.because(entry.path(), "is damaged");
		}
		finally {
			inflater.end();
		}
		if (crc.getValue() != entry.crc()) {
			throw InvalidArchive.because(entry.path(), "is damaged");
		}
		return size;
	}

	private InputStream content(Packed entry, Inflater inflater) throws IOException {
		var start = Directory.dataOf(this.file, entry);
		// an inflater may ask for one byte behind the end
		return (entry.method() == Directory.DEFLATED)
				? new InflaterInputStream(new Part(this.file, start, entry.size() + 1), inflater, PIECE)
				: new Part(this.file, start, entry.size());
	}

	@Override
	public void close() {
		try {
			this.file.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Some bytes of a file that stays open, read from their own place: others read beside
	 * it.
	 */
	private static final class Part extends InputStream {

		private final FileChannel file;

		private final long end;

		private long position;

		Part(FileChannel file, long start, long length) {
			this.file = file;
			this.position = start;
			this.end = start + length;
		}

		@Override
		public int read() throws IOException {
			var single = new byte[1];
			return (read(single, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(single[0]);
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			if (this.position == this.end) {
				return -1;
			}
			int most = (int) Math.min(length, this.end - this.position);
			int read = this.file.read(ByteBuffer.wrap(bytes, offset, most), this.position);
			this.position += Math.max(read, 0);
			return read;
		}

	}

}
