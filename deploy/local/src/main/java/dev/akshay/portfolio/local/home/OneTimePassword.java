package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.akshay.portfolio.local.failure.Failure;

/**
 * A password that is good for the owner's next log-in, in a file that nobody else can
 * read. It is never printed.
 *
 * @param file the file
 */
public record OneTimePassword(Path file) {

	private static final SecureRandom RANDOM = new SecureRandom();

	/** Letters and digits that are not taken for one another. */
	private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

	private static final int GROUPS = 5;

	private static final int GROUP = 5;

	/**
	 * A new one.
	 * @return 25 letters, which are 125 bits, in groups of five
	 */
	public static String random() {
		return IntStream.range(0, GROUPS).mapToObj((_) -> group()).collect(Collectors.joining("-"));
	}

	private static String group() {
		return RANDOM.ints(GROUP, 0, LETTERS.length())
			.mapToObj((letter) -> LETTERS.substring(letter, letter + 1))
			.collect(Collectors.joining());
	}

	public boolean isThere() {
		return Files.exists(this.file);
	}

	public void write(String password) {
		try {
			PrivateFile.write(this.file, password + "\n");
		}
		catch (IOException ex) {
			throw new Failure("cannot write %s (%s)".formatted(this.file, ex.getMessage()));
		}
	}

	/** Removes it once it is good for nothing any more. */
	public void forget() {
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
