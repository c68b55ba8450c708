package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/**
 * CPU time, user and system, from the processes' own accounting: what the kernel charged
 * to them, whatever else the machine was doing.
 */
public final class CpuTime {

	private static final Path PROC = Path.of("/proc");

	private static final long TICKS_PER_SECOND = ticksPerSecond();

	/**
	 * <a href=
	 * "https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat</a>
	 * fields 14 to 17, counted behind the command's name
	 */
	private static final int USER_TIME = 11;

	private static final int REAPED_CHILDREN_SYSTEM_TIME = 14;

	private CpuTime() {
	}

	/**
	 * What processes and all their descendants have used so far, those that have ended
	 * and were waited for included. PostgreSQL serves each connection by a child, nginx
	 * by its workers.
	 * @param roots the processes
	 * @return the sum
	 */
	public static Duration of(List<ProcessHandle> roots) {
		return roots.stream()
			.flatMap((root) -> Stream.concat(Stream.of(root), root.descendants()))
			.map(CpuTime::ofOne)
			.reduce(Duration.ZERO, Duration::plus);
	}

	private static Duration ofOne(ProcessHandle process) {
		if (!Files.isDirectory(PROC)) {
			return process.info().totalCpuDuration().orElse(Duration.ZERO);
		}
		try {
			return parse(Files.readString(PROC.resolve(process.pid() + "/stat"), StandardCharsets.UTF_8));
		}
		catch (NoSuchFileException ex) {
			// it ended meanwhile, and its parent has its time
			return Duration.ZERO;
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot read the CPU time of process " + process.pid(), ex);
		}
	}

	/**
	 * The name of a command may hold blanks and parentheses: only the last one ends it.
	 */
	static Duration parse(String stat) {
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
		long ticks = 0;
		for (int field = USER_TIME; field <= REAPED_CHILDREN_SYSTEM_TIME; field++) {
			ticks += Long.parseLong(fields[field]);
		}
		return Duration.ofNanos(ticks * (TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND));
	}

	private static long ticksPerSecond() {
		try {
			Process getconf = new ProcessBuilder("getconf", "CLK_TCK").redirectErrorStream(true).start();
			return Long
				.parseLong(new String(getconf.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
		}
		catch (IOException | NumberFormatException ex) {
			// what every Linux that people run has
			return 100;
		}
	}

}
