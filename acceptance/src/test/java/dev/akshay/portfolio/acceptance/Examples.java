package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of a page of {@code docs}, run by a shell from the first to the last.
 *
 * @param script all of them
 */
record Examples(String script) {

	private static final Pattern EXAMPLES = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

	/** An answer that is an error ends the script, and is shown. */
	private static final String STRICT = """
			set -eo pipefail
			curl() { command curl -sS --fail-with-body -w '\\n' "$@"; }
			""";

	/** Reads a page. */
	static Examples of(String page) {
		try {
			return new Examples(EXAMPLES.matcher(Files.readString(Path.of("..", "docs", page)))
				.results()
				.map((example) -> example.group(1))
				.collect(Collectors.joining("\n")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Puts in what is another thing for everybody who reads the page. */
	Examples with(String example, String real) {
		assertThat(this.script).contains(example);
		return new Examples(this.script.replace(example, real));
	}

	/**
	 * Runs them against the door of a suite, in a folder that may hold files for them.
	 * @param suite the suite
	 * @param folder where they run
	 * @param secrets what the page takes from the environment
	 * @return what they printed
	 */
	String run(Suite suite, Path folder, Map<String, String> secrets) {
		try {
			Files.writeString(folder.resolve("examples.sh"),
					STRICT + with("http://localhost:8080", suite.url("").toString()).script());
			var output = folder.resolve("output.txt");
			var builder = new ProcessBuilder("bash", "examples.sh").directory(folder.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().putAll(secrets);
			var shell = builder.start();
			var ended = shell.waitFor(Suite.LIMIT.toSeconds(), TimeUnit.SECONDS);
			shell.destroyForcibly();
			var said = Files.readString(output);
			assertThat(ended).as(said).isTrue();
			assertThat(shell.exitValue()).as(said).isZero();
			return said;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
