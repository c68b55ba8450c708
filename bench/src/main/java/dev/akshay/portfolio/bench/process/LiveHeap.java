package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/**
 * What a JVM with the serial collector still refers to. Resident memory does not tell it:
 * a heap that may grow does so by and by whether or not anything is held, and one that is
 * committed from the start never does.
 */
public final class LiveHeap {

	private static final double KIB_PER_MIB = 1024;

	private static final Pattern TENURED = Pattern.compile("Tenured\\s+total \\d+K, used (\\d+)K");

	private LiveHeap() {
	}

	/**
	 * Collects what is garbage and tells what is left. The young generation is left out:
	 * a full collection empties it, and what lies there came behind it.
	 * @param process the process; a JVM of this machine's user that lives
	 * @return MiB
	 */
	public static double mebibytes(ProcessHandle process) {
		String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
		String pid = String.valueOf(process.pid());
		try {
			Command.output(jcmd, pid, "GC.run");
			return parse(Command.output(jcmd, pid, "GC.heap_info"));
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot ask process " + pid + " for its heap", ex);
		}
	}

	static double parse(String heapInfo) {
		var tenured = TENURED.matcher(heapInfo);
		if (!tenured.find()) {
			throw new BenchFailure("no serial collector's heap: " + heapInfo.strip());
		}
		return Double.parseDouble(tenured.group(1)) / KIB_PER_MIB;
	}

}
