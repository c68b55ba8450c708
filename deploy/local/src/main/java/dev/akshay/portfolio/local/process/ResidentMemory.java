package dev.akshay.portfolio.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory a process and its children really occupy. What several of them share, such
 * as PostgreSQL's buffers, is divided among them and not counted once for each.
 */
final class ResidentMemory {

	private static final Pattern SHARE = Pattern.compile("^Pss:\\s+(\\d+) kB", Pattern.MULTILINE);

	private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB", Pattern.MULTILINE);

	private ResidentMemory() {
	}

	static long mebibytesOf(ProcessHandle process) {
		return Stream.concat(Stream.of(process), process.descendants())
			.mapToLong((each) -> kibibytesOf(each.pid()))
			.sum() >> 10;
	}

	static long mebibytesOf(long pid) {
		return kibibytesOf(pid) >> 10;
	}

	private static long kibibytesOf(long pid) {
		Path facts = Path.of("/proc", String.valueOf(pid));
		if (Files.isDirectory(facts)) {
			long share = read(facts.resolve("smaps_rollup"), SHARE);
			return (share > 0) ? share : read(facts.resolve("status"), RESIDENT);
		}
		return askPs(pid);
	}

	private static long read(Path file, Pattern pattern) {
		try {
			Matcher matcher = pattern.matcher(Files.readString(file));
			return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	private static long askPs(long pid) {
		try {
			Process ps = new ProcessBuilder(List.of("ps", "-o", "rss=", "-p", String.valueOf(pid)))
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
			return answer.isEmpty() ? 0 : Long.parseLong(answer);
		}
		catch (IOException | NumberFormatException ex) {
			return 0;
		}
	}

}
