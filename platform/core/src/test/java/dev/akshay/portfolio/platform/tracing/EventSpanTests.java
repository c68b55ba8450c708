package dev.akshay.portfolio.platform.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventSpanTests {

	private final InMemorySpanExporter told = InMemorySpanExporter.create();

	@Test
	void tellsOfWorkInItsTrace() {
		var tracer = tracer(Sampler.alwaysOn());
		var work = tracer.nextSpan().start();
		tell(tracer, work);
		assertThat(this.told.getFinishedSpanItems()).singleElement().satisfies((event) -> {
			assertThat(event.getName()).isEqualTo("chaos-ordered");
			assertThat(event.getTraceId()).isEqualTo(work.context().traceId());
			assertThat(event.getParentSpanId()).isEqualTo(work.context().spanId());
		});
	}

	@Test
	void tellsOfWorkThatIsNotRecordedAllTheSame() {
		var tracer = tracer(Sampler.parentBased(new RateLimitedSampler(0, System::nanoTime)));
		var work = tracer.nextSpan().start();
		assertThat(work.context().sampled()).isFalse();
		tell(tracer, work);
		assertThat(this.told.getFinishedSpanItems()).singleElement().satisfies((event) -> {
			assertThat(event.getTraceId()).isNotEqualTo(work.context().traceId());
			assertThat(event.getParentSpanContext().isValid()).isFalse();
			assertThat(event.getAttributes().get(EventSpan.TYPE)).isEqualTo("chaos-ordered");
		});
	}

	private static void tell(OtelTracer tracer, Span work) {
		EventSpan.tell(tracer, work, "chaos-ordered", "website", "error");
	}

	private OtelTracer tracer(Sampler sampler) {
		var provider = SdkTracerProvider.builder()
			.setSampler(sampler)
			.addSpanProcessor(SimpleSpanProcessor.create(this.told))
			.build();
		return new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), (_) -> {
		});
	}

}
