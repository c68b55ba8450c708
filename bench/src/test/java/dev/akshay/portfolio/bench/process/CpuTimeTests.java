package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CpuTimeTests {

	private static final Duration WORK = Duration.ofMillis(300);

	@Test
	void countsUserSystemAndReapedChildren() {
		String stat = "4711 (a (strange) name) S 1 4711 4711 0 -1 4194560 2210 100 0 0 30 12 7 1 20 0 1 0 99 1 1 1";
		assertThat(CpuTime.parse(stat)).isEqualTo(Duration.ofMillis(500));
	}

	@Test
	void seesTheWorkOfChildrenRunningAndReaped() throws IOException, InterruptedException {
		// the shell itself does nothing but wait for the first and start the second
		String work = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done";
		Process process = new ProcessBuilder("sh", "-c",
				"sh -c '%1$s'; echo reaped; sh -c '%1$s; echo running; read wait'; true".formatted(work))
			.start();
		try (var output = process.inputReader()) {
			assertThat(output.readLine()).isEqualTo("reaped");
			Duration first = CpuTime.of(List.of(process.toHandle()));
			assertThat(first).isGreaterThan(Duration.ofMillis(20));
			assertThat(output.readLine()).isEqualTo("running");
			assertThat(CpuTime.of(List.of(process.toHandle())).minus(first)).isGreaterThan(Duration.ofMillis(20));
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroy);
			process.destroy();
			process.waitFor(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void seesWhatThisProcessDoes() {
		ProcessHandle self = ProcessHandle.current();
		Duration before = CpuTime.of(List.of(self));
		long until = cpuNanosOfThisThread() + WORK.toNanos();
		double sum = 0;
		while (cpuNanosOfThisThread() < until) {
			sum += Math.sqrt(sum + 1);
		}
		assertThat(sum).isPositive();
		// two ticks of the kernel's clock may be missing
		assertThat(CpuTime.of(List.of(self)).minus(before)).isGreaterThanOrEqualTo(WORK.minusMillis(20));
	}

	@Test
	void hasNothingOfWhatHasEnded() throws IOException, InterruptedException {
		Process process = new ProcessBuilder("true").start();
		ProcessHandle handle = process.toHandle();
		process.waitFor();
		assertThat(CpuTime.of(List.of(handle))).isZero();
	}

	private static long cpuNanosOfThisThread() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

}
