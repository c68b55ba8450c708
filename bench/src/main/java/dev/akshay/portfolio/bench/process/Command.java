package dev.akshay.portfolio.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Commands of the machine. */
public final class Command {

	private Command() {
	}

	/**
	 * Where a program is, on the path or where servers are put.
	 * @param program its name
	 * @return the program, or nothing if it is not installed
	 */
	public static Optional<Path> find(String program) {
		String path = System.getenv().getOrDefault("PATH", "");
		return Stream
			.concat(Stream.of(path.split(File.pathSeparator, -1)),
					Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
			.filter((folder) -> !folder.isEmpty())
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Runs a command to its end.
	 * @param command the command and its arguments
	 * @return what it printed, errors included
	 * @throws IOException if it cannot be started
	 */
	public static String output(String... command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

}
