package dev.akshay.portfolio.platform.tracing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class WatchedSpanExporterTests {

	private final AtomicLong time = new AtomicLong();

	private final Receiver receiver = new Receiver();

	private final WatchedSpanExporter exporter = new WatchedSpanExporter(this.receiver, "the observatory",
			Duration.ofSeconds(5), this.time::get);

	@Test
	void sendsWhileItIsTaken() {
		export();
		export();
		assertThat(this.receiver.asked).isEqualTo(2);
	}

	@Test
	void sendsNothingForAWhileAfterItFailed() {
		this.receiver.there = false;
		assertThat(export().isSuccess()).isFalse();
		pass(Duration.ofSeconds(4));
		assertThat(export().isSuccess()).isTrue();
		assertThat(this.receiver.asked).isEqualTo(1);
		pass(Duration.ofSeconds(2));
		export();
		assertThat(this.receiver.asked).isEqualTo(2);
		export();
		assertThat(this.receiver.asked).isEqualTo(2);
	}

	@Test
	void tellsAnOutageOnceAndItsEnd(CapturedOutput output) {
		this.receiver.there = false;
		for (int i = 0; i < 10; i++) {
			export();
			pass(Duration.ofSeconds(6));
		}
		this.receiver.there = true;
		export();
		export();
		assertThat(output.toString()).containsOnlyOnce("Spans do not reach the observatory and are lost")
			.containsOnlyOnce("Spans reach the observatory again");
	}

	private CompletableResultCode export() {
		return this.exporter.export(List.of());
	}

	private void pass(Duration duration) {
		this.time.addAndGet(duration.toNanos());
	}

	private static final class Receiver implements SpanExporter {

		private boolean there = true;

		private int asked;

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.asked++;
			return this.there ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
