package dev.akshay.portfolio.bench.process;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ResidentMemoryTests {

	@Test
	void readsWhatIsResident() {
		assertThat(ResidentMemory.parse("Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  262144 kB\nVmData:\t 1 kB\n"))
			.isEqualTo(256);
	}

	@Test
	void refusesAProcessThatHasEnded() {
		assertThatExceptionOfType(BenchFailure.class).isThrownBy(() -> ResidentMemory.parse("Name:\tjava\n"));
	}

	@Test
	void seesThisProcess() {
		assertThat(ResidentMemory.mebibytes(ProcessHandle.current())).isPositive();
	}

}
