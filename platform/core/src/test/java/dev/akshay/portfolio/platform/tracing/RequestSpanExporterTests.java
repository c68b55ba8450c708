package dev.akshay.portfolio.platform.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestSpanExporterTests {

	private final List<Collection<SpanData>> exported = new ArrayList<>();

	@Test
	void tellsACollectorOfRequestsAlone() {
		try (var tracing = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(new RequestSpanExporter(new Keeper())))
			.build()) {
			tracing.get("test").spanBuilder("pulse").setAttribute(Pulse.KEY, "up").startSpan().end();
			tracing.get("test").spanBuilder("request").startSpan().end();
		}
		assertThat(this.exported).singleElement()
			.satisfies((spans) -> assertThat(spans).extracting(SpanData::getName).containsExactly("request"));
	}

	private final class Keeper implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			RequestSpanExporterTests.this.exported.add(spans);
			return CompletableResultCode.ofSuccess();
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
