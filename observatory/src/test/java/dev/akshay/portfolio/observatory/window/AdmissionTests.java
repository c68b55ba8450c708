package dev.akshay.portfolio.observatory.window;

import java.util.Random;

import dev.akshay.portfolio.observatory.span.TraceId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AdmissionTests {

	private final Random random = new Random(1);

	private final Admission admission = new Admission(1000, 0);

	@Test
	void admitsEverythingThatFits() {
		for (int second = 0; second < 10; second++) {
			assertThat(admitted(second, 900)).isEqualTo(900);
		}
		assertThat(this.admission.share()).isEqualTo(1);
	}

	@Test
	void admitsAShareOfWhatIsTooMuch() {
		for (int second = 0; second < 10; second++) {
			assertThat(admitted(second, 50_000)).isLessThanOrEqualTo(1000);
		}
		assertThat(this.admission.share()).isCloseTo(0.02, within(0.002));
	}

	@Test
	void admitsEverythingAgainWhenTheFloodIsOver() {
		for (int second = 0; second < 5; second++) {
			admitted(second, 50_000);
		}
		for (int second = 5; second < 60; second++) {
			admitted(second, 100);
		}
		assertThat(this.admission.share()).isEqualTo(1);
		assertThat(admitted(60, 100)).isEqualTo(100);
	}

	@Test
	void admitsWholeTraces() {
		for (int second = 0; second < 5; second++) {
			admitted(second, 20_000);
		}
		var id = new TraceId(1, 0x00_0000_1000_0000L);
		for (int span = 0; span < 100; span++) {
			assertThat(this.admission.admits(id, 5000)).isTrue();
		}
	}

	private long admitted(int second, int spans) {
		long admitted = 0;
		for (int i = 0; i < spans; i++) {
			if (this.admission.admits(new TraceId(this.random.nextLong(), this.random.nextLong()),
					second * 1000L + i * 1000L / spans)) {
				admitted++;
			}
		}
		return admitted;
	}

}
