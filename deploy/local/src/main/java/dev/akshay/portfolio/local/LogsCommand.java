package dev.akshay.portfolio.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints the log of one process or, each line with its name, of all.")
final class LogsCommand implements Runnable {

	private static final Duration INTERVAL = Duration.ofMillis(200);

	/** How much of what is already there is shown before following. */
	private static final int RECENT_BYTES = 4 << 10;

	@Parameters(arity = "0..1", paramLabel = "SERVICE", description = "All if left out.")
	private String name = "";

	@Option(names = { "-f", "--follow" }, description = "Goes on as the log grows, until Ctrl-C.")
	private boolean follow;

	@Override
	public void run() {
		Map<String, Path> logs = logs(Context.home());
		int width = logs.keySet().stream().mapToInt(String::length).max().orElse(0);
		List<Tail> tails = logs.entrySet()
			.stream()
			.map((log) -> new Tail(log.getValue(),
					(logs.size() > 1) ? ("%-" + width + "s | ").formatted(log.getKey()) : "", this.follow))
			.toList();
		try {
			do {
				for (Tail tail : tails) {
					tail.printNew();
				}
				System.out.flush();
				Thread.sleep(this.follow ? INTERVAL : Duration.ZERO);
			}
			while (this.follow && !System.out.checkError());
		}
		catch (IOException ex) {
			throw new Failure("cannot read a log: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Map<String, Path> logs(Home home) {
		Map<String, Path> all = new TreeMap<>();
		if (Files.isDirectory(home.log())) {
			try (Stream<Path> files = Files.list(home.log())) {
				files.filter((file) -> file.toString().endsWith(".log"))
					.forEach((file) -> all.put(file.getFileName().toString().replace(".log", ""), file));
			}
			catch (IOException ex) {
				throw new Failure("cannot read " + home.log() + ": " + ex.getMessage());
			}
		}
		if (all.isEmpty()) {
			throw new Failure("there are no logs in " + home.log() + " yet");
		}
		if (this.name.isEmpty()) {
			return all;
		}
		Map<String, Path> chosen = all.entrySet()
			.stream()
			.filter((log) -> log.getKey().equals(this.name) || log.getKey().matches(Pattern.quote(this.name) + "-\\d+"))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
		if (chosen.isEmpty()) {
			throw new Failure(
					"no log is called '%s'; there are %s".formatted(this.name, String.join(", ", all.keySet())));
		}
		return chosen;
	}

	/** A file that is read on from where the last reading ended. */
	private static final class Tail {

		private final Path file;

		private final String prefix;

		private final boolean growing;

		private long position;

		Tail(Path file, String prefix, boolean growing) {
			this.file = file;
			this.prefix = prefix;
			this.growing = growing;
			this.position = growing ? Math.max(0, file.toFile().length() - RECENT_BYTES) : 0;
		}

		void printNew() throws IOException {
			try (RandomAccessFile reader = new RandomAccessFile(this.file.toFile(), "r")) {
				if (reader.length() < this.position) {
					this.position = 0;
				}
				reader.seek(this.position);
				byte[] buffer = new byte[1 << 16];
				for (int read = reader.read(buffer); read > 0; read = reader.read(buffer)) {
					int end = this.growing ? endOfLastLine(buffer, read) : read;
					print(new String(buffer, 0, end, StandardCharsets.UTF_8));
					this.position += end;
					reader.seek(this.position);
					if (end == 0) {
						return;
					}
				}
			}
		}

		/** A line is printed when it is complete, or too long to wait for. */
		private static int endOfLastLine(byte[] buffer, int read) {
			for (int end = read; end > 0; end--) {
				if (buffer[end - 1] == '\n') {
					return end;
				}
			}
			return (read == buffer.length) ? read : 0;
		}

		private void print(String text) {
			if (this.prefix.isEmpty()) {
				System.out.print(text);
				return;
			}
			text.lines().forEach((line) -> System.out.println(this.prefix + line));
		}

	}

}
