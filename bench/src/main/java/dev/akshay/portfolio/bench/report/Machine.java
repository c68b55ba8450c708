package dev.akshay.portfolio.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import dev.akshay.portfolio.bench.process.Command;

/**
 * Where it was measured.
 *
 * @param processor the model of the processor
 * @param cores how many this program may use
 * @param memoryGiB how much memory there is
 * @param system the operating system and its version
 * @param loadBefore the load average of the last minute before the first measurement:
 * work of others on the same machine shows in every figure but CPU time
 */
public record Machine(String processor, int cores, double memoryGiB, String system, double loadBefore) {

	private static final double KIB_PER_GIB = 1024 * 1024;

	private static final double BYTES_PER_GIB = 1024 * KIB_PER_GIB;

	/**
	 * This machine.
	 * @return what it is
	 */
	public static Machine current() {
		return new Machine(processorModel(), Runtime.getRuntime().availableProcessors(), memory(),
				"%s %s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version"),
						System.getProperty("os.arch")),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
	}

	private static String processorModel() {
		return firstOf("/proc/cpuinfo", "model name", "sysctl", "-n", "machdep.cpu.brand_string");
	}

	private static double memory() {
		String linux = firstOf("/proc/meminfo", "MemTotal", "sysctl", "-n", "hw.memsize");
		double value = linux.isEmpty() ? Double.NaN : Double.parseDouble(linux.replaceAll("\\D", ""));
		return Math.round(value / (linux.endsWith("kB") ? KIB_PER_GIB : BYTES_PER_GIB) * 10) / 10.0;
	}

	private static String firstOf(String file, String key, String... otherwise) {
		try {
			Path path = Path.of(file);
			if (!Files.exists(path)) {
				return Command.output(otherwise).strip();
			}
			return Files.readAllLines(path)
				.stream()
				.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(key.toLowerCase(Locale.ROOT)))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("");
		}
		catch (IOException ex) {
			return "";
		}
	}

}
