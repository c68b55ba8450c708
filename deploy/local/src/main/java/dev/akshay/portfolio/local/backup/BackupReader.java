package dev.akshay.portfolio.local.backup;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import dev.akshay.portfolio.local.failure.Failure;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Reads a backup from its beginning to its end, and believes nothing that it says. */
final class BackupReader {

	/** No name leads out of the home, or to a place where no data are. */
	private static final Pattern NAME = Pattern.compile(
			"(?:(?:postgres|kafka|mail|secrets)(?:/(?!\\.{1,2}(?:/|$))[^/\\\\\\p{Cntrl}]+)*|owner-password|version)");

	private static final int LARGEST_MANIFEST = 1 << 16;

	private static final int LARGEST_CHECKSUMS = 1 << 26;

	private final Path file;

	BackupReader(Path file) {
		this.file = file;
	}

	/**
	 * Reads all of it.
	 * @param target gets what is in it; what it throws is passed on
	 * @return what the backup says of itself
	 * @throws Failure if it is foreign, of another version or machine, cut off or damaged
	 */
	Manifest read(Target target) {
		try (InputStream in = Files.newInputStream(this.file)) {
			return read(in, target);
		}
		catch (NoSuchFileException ex) {
			throw new Failure(this.file + " is not there");
		}
		catch (IOException ex) {
			throw new Failure("cannot read %s: %s".formatted(this.file, ex.getMessage()));
		}
	}

	private Manifest read(InputStream in, Target target) throws IOException {
		GZIPInputStream gzip;
		TarArchiveInputStream tar;
		Map<String, String> checksums = new LinkedHashMap<>();
		Manifest manifest;
		try {
			gzip = new GZIPInputStream(new BufferedInputStream(in, 1 << 16), 1 << 16);
			tar = new TarArchiveInputStream(gzip, StandardCharsets.UTF_8.name());
			TarArchiveEntry first = tar.getNextEntry();
			if (first == null || !first.getName().equals(Manifest.NAME) || first.getSize() > LARGEST_MANIFEST) {
				throw Manifest.foreign(this.file);
			}
			byte[] json = tar.readAllBytes();
			manifest = Manifest.parse(json, this.file);
			checksums.put(Manifest.NAME, Checksums.of(json));
		}
		catch (IOException | IllegalArgumentException ex) {
			throw Manifest.foreign(this.file);
		}
		manifest.require(this.file);
		try {
			readData(tar, target, checksums);
			// behind the archive stands gzip's own checksum of all of it
			gzip.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException | IllegalArgumentException ex) {
			throw damaged(ex.getMessage());
		}
		return manifest;
	}

	private void readData(TarArchiveInputStream tar, Target target, Map<String, String> checksums) throws IOException {
		for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
			if (entry.getName().equals(BackupWriter.CHECKSUMS)) {
				requireEqual(tar, entry, checksums);
				if (tar.getNextEntry() != null) {
					throw damaged("it goes on behind its end");
				}
				return;
			}
			readEntry(tar, entry, target, checksums);
		}
		throw damaged("its end is missing");
	}

	private void requireEqual(TarArchiveInputStream tar, TarArchiveEntry entry, Map<String, String> checksums)
			throws IOException {
		if (entry.getSize() > LARGEST_CHECKSUMS) {
			throw damaged("its checksums are too long");
		}
		String expected = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
		if (!expected.equals(Checksums.toText(checksums))) {
			throw damaged("its content does not have its checksums");
		}
	}

	private void readEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Target target,
			Map<String, String> checksums) throws IOException {
		String name = entry.getName().replaceFirst("/$", "");
		if (!NAME.matcher(name).matches()) {
			throw damaged("it has something that is none of the suite's: " + name.replaceAll("\\p{Cntrl}", "?"));
		}
		switch (entry.getLinkFlag()) {
			case TarConstants.LF_DIR -> target.folder(name);
			case TarConstants.LF_NORMAL -> {
				if (checksums.containsKey(name)) {
					throw damaged("it has two of " + name);
				}
				checksums.put(name, copy(tar, target.file(name)));
			}
			default -> throw damaged(name + " is neither a file nor a folder");
		}
	}

	private static String copy(InputStream in, @Nullable OutputStream out) throws IOException {
		MessageDigest digest = Checksums.digest();
		byte[] chunk = new byte[1 << 16];
		try (Closeable _ = () -> onDisk(out, OutputStream::close)) {
			for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
				int length = read;
				digest.update(chunk, 0, length);
				onDisk(out, (file) -> file.write(chunk, 0, length));
			}
		}
		return Checksums.text(digest);
	}

	/** That a disk is full says nothing about the backup. */
	private static void onDisk(@Nullable OutputStream out, Step step) {
		if (out == null) {
			return;
		}
		try {
			step.take(out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Failure damaged(@Nullable String how) {
		return new Failure("%s is cut off or damaged (%s): take another backup".formatted(this.file, how));
	}

	/** Where the content of a backup goes. */
	interface Target {

		/** Looks at everything and keeps nothing. */
		Target NOWHERE = new Target() {

			@Override
			public void folder(String name) {
			}

			@Override
			public @Nullable OutputStream file(String name) {
				return null;
			}

		};

		void folder(String name);

		/** Gives where the content of a file goes, or nothing if it goes nowhere. */
		@Nullable OutputStream file(String name);

	}

	/** What is done with a file that is written. */
	@FunctionalInterface
	private interface Step {

		void take(OutputStream file) throws IOException;

	}

}
