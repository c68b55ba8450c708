package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.util.List;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LiveHeapTests {

	@Test
	void readsWhatTheOldGenerationHolds() {
		var told = """
				4711:
				DefNew     total 59008K, used 1049K [0x00000000f4000000, 0x00000000f8000000, 0x00000000f8000000)
				 eden space 52480K,   2% used [0x00000000f4000000, 0x00000000f4106458, 0x00000000f7340000)
				Tenured    total 131072K, used 51200K [0x00000000f8000000, 0x0000000100000000, 0x0000000100000000)
				 the  space 131072K,  39% used [0x00000000f8000000, 0x00000000fb200000, 0x0000000100000000)
				""";
		assertThat(LiveHeap.parse(told)).isEqualTo(50);
	}

	@Test
	void takesNoOtherHeap() {
		assertThatExceptionOfType(BenchFailure.class).isThrownBy(() -> LiveHeap.parse("garbage-first heap total 1K"))
			.withMessageContaining("no serial collector");
	}

	@Test
	void seesWhatARealProcessHolds() throws IOException {
		var process = new ProcessBuilder(JvmFlags.own(Holder.class, List.of())).start();
		try {
			assertThat(process.inputReader().readLine()).isEqualTo("held");
			assertThat(LiveHeap.mebibytes(process.toHandle())).isBetween(32.0, 64.0);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/** Holds 32 MiB and drops as much. */
	static final class Holder {

		private static final byte[][] HELD = new byte[32][];

		private Holder() {
		}

		static void main() throws IOException {
			for (int mebibyte = 0; mebibyte < HELD.length; mebibyte++) {
				HELD[mebibyte] = new byte[1 << 20];
				new byte[1 << 20].clone();
			}
			System.out.println("held");
			System.in.read();
		}

	}

}
