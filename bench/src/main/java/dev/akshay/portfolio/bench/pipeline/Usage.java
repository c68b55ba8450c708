package dev.akshay.portfolio.bench.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.process.CpuTime;
import dev.akshay.portfolio.bench.process.ResidentMemory;
import dev.akshay.portfolio.bench.suite.Suite;

/**
 * What the suite's parts use, however many processes each of them has been: what one had
 * used when it was looked at for the last time stays counted when it is dead.
 */
public final class Usage {

	private final Suite suite;

	private final List<String> names;

	/** By name and process. */
	private final Map<String, Map<Long, Duration>> used = new LinkedHashMap<>();

	private final Map<String, Duration> before;

	/**
	 * Begins to count.
	 * @param suite the suite
	 * @param names the parts that count
	 */
	public Usage(Suite suite, List<String> names) {
		this.suite = suite;
		this.names = List.copyOf(names);
		look();
		this.before = sums();
	}

	/** Looks at all processes there are now. */
	public synchronized void look() {
		this.suite.refresh();
		for (String name : this.names) {
			Map<Long, Duration> processes = this.used.computeIfAbsent(name, (_) -> new HashMap<>());
			for (ProcessHandle process : this.suite.alive(name)) {
				Duration now = CpuTime.of(List.of(process));
				processes.merge(process.pid(), now, (last, next) -> (next.compareTo(last) > 0) ? next : last);
			}
		}
	}

	/**
	 * CPU time since the beginning.
	 * @return by name
	 */
	public synchronized Map<String, Duration> cpu() {
		Map<String, Duration> since = sums();
		since.replaceAll((name, sum) -> sum.minus(this.before.getOrDefault(name, Duration.ZERO)));
		return since;
	}

	private Map<String, Duration> sums() {
		Map<String, Duration> sums = new LinkedHashMap<>();
		this.used.forEach(
				(name, processes) -> sums.put(name, processes.values().stream().reduce(Duration.ZERO, Duration::plus)));
		return sums;
	}

	/**
	 * Resident memory of the processes there are now; those of PostgreSQL share much of
	 * it, so that its first one stands for all.
	 * @return MiB by name
	 */
	public synchronized Map<String, Double> memory() {
		this.suite.refresh();
		Map<String, Double> memory = new LinkedHashMap<>();
		for (String name : this.names) {
			memory.put(name, this.suite.alive(name).stream().mapToDouble(ResidentMemory::mebibytes).sum());
		}
		return memory;
	}

}
