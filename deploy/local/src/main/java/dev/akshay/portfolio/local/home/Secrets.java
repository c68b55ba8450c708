package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that nobody chose: made on first use, kept in a file each. */
public final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Path directory;

	Secrets(Path directory) {
		this.directory = directory;
	}

	public synchronized String get(String name) {
		Path file = this.directory.resolve(name);
		try {
			if (!Files.exists(file)) {
				PrivateFile.write(file, random());
			}
			return Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean has(String name) {
		return Files.exists(this.directory.resolve(name));
	}

	public static String random() {
		byte[] bytes = new byte[24];
		RANDOM.nextBytes(bytes);
		return HexFormat.of().formatHex(bytes);
	}

}
