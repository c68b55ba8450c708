package dev.akshay.portfolio.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.process.Command;
import tools.jackson.databind.json.JsonMapper;

/**
 * <a href="https://github.com/wg/wrk">wrk</a>: a number of connections, each of which
 * sends its next request when the last one is answered.
 */
public final class Wrk {

	private static final String RESULT = "bench ";

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Path program;

	private final Path scripts;

	private final AtomicLong run = new AtomicLong(System.currentTimeMillis());

	private Wrk(Path program, Path scripts) {
		this.program = program;
		this.scripts = scripts;
	}

	/**
	 * Finds wrk on this machine.
	 * @param folder where its scripts may be put
	 * @return wrk, or nothing if it is not installed
	 */
	public static Optional<Wrk> find(Path folder) {
		return Command.find("wrk").map((program) -> {
			for (String script : List.of("plain.lua", "unique.lua")) {
				copy(script, folder);
			}
			return new Wrk(program, folder);
		});
	}

	private static void copy(String script, Path folder) {
		try (InputStream resource = Wrk.class.getResourceAsStream(script)) {
			if (resource == null) {
				throw new IllegalStateException(script + " is not in the jar");
			}
			Files.write(folder.resolve(script), resource.readAllBytes());
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot write to " + folder, ex);
		}
	}

	/**
	 * Puts load on a server and waits for its end.
	 * @param load what to send
	 * @param duration for how long
	 * @return what came of it
	 */
	public Sample run(Load load, Duration duration) {
		List<String> command = new ArrayList<>(List.of(this.program.toString(), "--latency", "--timeout", "5s"));
		command.add("--threads=" + load.threads());
		command.add("--connections=" + load.connections());
		command.add("--duration=" + Math.max(1, duration.toSeconds()) + "s");
		command.add("--script=" + this.scripts.resolve(load.unique() ? "unique.lua" : "plain.lua"));
		load.headers().forEach((name, value) -> command.addAll(List.of("--header", name + ": " + value)));
		command.addAll(List.of(load.target().toString(), "--", Long.toString(this.run.incrementAndGet(), 36)));
		try {
			return parse(Command.output(command.toArray(String[]::new)));
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot run wrk: " + ex.getMessage(), ex);
		}
	}

	static Sample parse(String output) {
		return output.lines()
			.filter((line) -> line.startsWith(RESULT))
			.map((line) -> JSON.readValue(line.substring(RESULT.length()), Sample.class))
			.findFirst()
			.orElseThrow(() -> new BenchFailure("wrk gave no result: " + output.strip().replace('\n', '|')));
	}

	/**
	 * What to send.
	 *
	 * @param target where
	 * @param connections how many at a time
	 * @param threads how many threads of wrk
	 * @param headers on top of those of wrk
	 * @param unique whether every request gets a query of its own
	 */
	public record Load(URI target, int connections, int threads, Map<String, String> headers, boolean unique) {

		/**
		 * The same request again and again.
		 * @param target where
		 * @param connections how many at a time
		 * @return the load
		 */
		public static Load on(URI target, int connections) {
			return new Load(target, connections, 2, Map.of(), false);
		}

		/**
		 * The same with one header more.
		 * @param name its name
		 * @param value its value
		 * @return the load
		 */
		public Load with(String name, String value) {
			return new Load(this.target, this.connections, this.threads, Map.of(name, value), this.unique);
		}

		/**
		 * The same with a query of its own on every request.
		 * @return the load
		 */
		public Load eachUnique() {
			return new Load(this.target, this.connections, this.threads, this.headers, true);
		}

	}

}
