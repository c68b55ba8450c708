package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.akshay.portfolio.local.failure.Failure;

/** Which layout the data have, so that no older program touches newer data. */
public final class DataVersion {

	/** How the home is laid out. */
	public static final int LAYOUT = 1;

	/** The major version of PostgreSQL. */
	public static final int POSTGRES = 18;

	private static final Pattern TEXT = Pattern.compile("(?:layout=)?(\\d{1,6})(?:\\s+postgres=(\\d{1,6}).*)?\\s*",
			Pattern.DOTALL);

	private final Path directory;

	DataVersion(Path directory) {
		this.directory = directory;
	}

	/** Refuses data that this program does not know. */
	public void require() {
		String text = read();
		if (text.isEmpty()) {
			return;
		}
		Matcher version = TEXT.matcher(text);
		if (!version.matches()) {
			throw new Failure(file()
					+ " is damaged: expected 'layout=%d' and 'postgres=%d', a line each".formatted(LAYOUT, POSTGRES));
		}
		int layout = Integer.parseInt(version.group(1));
		int postgres = Integer.parseInt(Objects.requireNonNullElse(version.group(2), String.valueOf(POSTGRES)));
		if (layout > LAYOUT || postgres > POSTGRES) {
			throw new Failure("the data in " + this.directory
					+ " are of a newer version: update the project, or start from nothing with 'up --fresh'");
		}
		if (postgres < POSTGRES) {
			throw new Failure(
					"the data in %s are of PostgreSQL %d, this is %d: run the version that wrote them, take along what is to stay, and start from nothing with 'up --fresh'"
						.formatted(this.directory, postgres, POSTGRES));
		}
	}

	public void write() {
		try {
			PrivateFile.write(file(), "layout=%d%npostgres=%d%n".formatted(LAYOUT, POSTGRES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String read() {
		try {
			return Files.readString(file());
		}
		catch (NoSuchFileException ex) {
			return "";
		}
		catch (IOException ex) {
			throw new Failure("cannot read " + file() + ": start from nothing with 'up --fresh'");
		}
	}

	/** Where it stands. */
	public Path file() {
		return this.directory.resolve("version");
	}

}
