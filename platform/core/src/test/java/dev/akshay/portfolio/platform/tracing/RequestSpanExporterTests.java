package dev.akshay.portfolio.platform.tracing;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestSpanExporterTests {

	private final InMemorySpanExporter exported = InMemorySpanExporter.create();

	@Test
	void tellsACollectorOfRequestsAlone() {
		var tracing = tracing(new RequestSpanExporter(this.exported));
		pulse(tracing);
		tracing.get("test").spanBuilder("request").startSpan().end();
		assertThat(this.exported.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("request");
	}

	@Test
	void asksACollectorNothingWherePulsesAreAll() {
		pulse(tracing(this.exported));
		var pulses = this.exported.getFinishedSpanItems();
		assertThat(pulses).hasSize(1);
		// fails whatever it is asked
		var closed = InMemorySpanExporter.create();
		closed.shutdown();
		assertThat(closed.export(pulses).isSuccess()).isFalse();
		assertThat(new RequestSpanExporter(closed).export(pulses).isSuccess()).isTrue();
	}

	private static void pulse(SdkTracerProvider tracing) {
		tracing.get("test").spanBuilder("pulse").setAttribute(Pulse.KEY, "up").startSpan().end();
	}

	private static SdkTracerProvider tracing(SpanExporter exporter) {
		return SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
	}

}
