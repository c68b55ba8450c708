package dev.akshay.portfolio.kubernetes.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout that this module lies in. */
public final class Repository {

	/** The folder of the project. */
	public static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

	private Repository() {
	}

	/**
	 * Reads a file.
	 * @param path its path below the project's folder
	 * @return what is in it
	 */
	public static String read(String path) {
		return read(ROOT.resolve(path));
	}

	/**
	 * Reads a file.
	 * @param file the file
	 * @return what is in it
	 */
	public static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Lists files, however deep.
	 * @param folder a folder below the project's folder
	 * @param ending how their names end
	 * @return the files; none if there is no such folder
	 */
	public static List<Path> files(String folder, String ending) {
		Path start = ROOT.resolve(folder);
		if (!Files.isDirectory(start)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(start)) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
