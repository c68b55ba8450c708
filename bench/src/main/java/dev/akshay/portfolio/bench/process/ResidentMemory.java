package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/** Resident memory of one process. */
public final class ResidentMemory {

	private static final double KIB_PER_MIB = 1024;

	private ResidentMemory() {
	}

	/**
	 * What the process holds now.
	 * @param process the process; it lives
	 * @return MiB
	 */
	public static double mebibytes(ProcessHandle process) {
		try {
			Path status = Path.of("/proc/" + process.pid() + "/status");
			return Files.exists(status) ? parse(Files.readString(status)) : byPs(process);
		}
		catch (IOException | NumberFormatException ex) {
			throw new BenchFailure("cannot read the memory of process " + process.pid(), ex);
		}
	}

	static double parse(String status) {
		return status.lines()
			.filter((line) -> line.startsWith("VmRSS:"))
			.mapToDouble((line) -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MIB)
			.findFirst()
			.orElseThrow(() -> new BenchFailure("a process that has ended holds no memory"));
	}

	private static double byPs(ProcessHandle process) throws IOException {
		return Double.parseDouble(Command.output("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).strip())
				/ KIB_PER_MIB;
	}

}
