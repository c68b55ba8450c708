package dev.akshay.portfolio.platform.tracing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** How much memory this process takes. */
final class Memory {

	private static final Path STATUS = Path.of("/proc/self/status");

	private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

	private static final long KIB_PER_MIB = 1024;

	private static final long MIB = 1024 * 1024;

	private final Path status;

	Memory() {
		this(STATUS);
	}

	Memory(Path status) {
		this.status = status;
	}

	/**
	 * What the system keeps in memory for it; where the system does not tell, what the
	 * JVM has taken for itself.
	 * @return MiB
	 */
	long residentMiB() {
		try (var lines = Files.lines(this.status)) {
			return lines.map(RESIDENT::matcher)
				.filter((line) -> line.matches())
				.mapToLong((line) -> Long.parseLong(line.group(1)) / KIB_PER_MIB)
				.findFirst()
				.orElseGet(Memory::committedMiB);
		}
		catch (IOException _) {
			return committedMiB();
		}
	}

	private static long committedMiB() {
		var memory = ManagementFactory.getMemoryMXBean();
		return (memory.getHeapMemoryUsage().getCommitted() + memory.getNonHeapMemoryUsage().getCommitted()) / MIB;
	}

}
