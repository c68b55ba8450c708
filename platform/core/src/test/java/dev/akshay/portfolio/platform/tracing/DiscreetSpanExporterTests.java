package dev.akshay.portfolio.platform.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiscreetSpanExporterTests {

	@Test
	void tellsWhatWasThrownAndWhereAndNotWhy() {
		var failure = new IllegalStateException("secret\n\tat secret: secret\nsecret.of.Somebody: secret",
				new IllegalArgumentException("secret: secret"));
		var exported = InMemorySpanExporter.create();
		var tracing = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(new DiscreetSpanExporter(exported)))
			.build();
		var span = tracing.get("test").spanBuilder("failing").startSpan();
		span.setAttribute("kept", "attribute");
		span.addEvent("kept event");
		span.recordException(failure);
		span.setStatus(StatusCode.ERROR, "secret");
		span.end();
		assertThat(exported.getFinishedSpanItems()).singleElement().satisfies((told) -> {
			assertThat(told.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(told.getStatus().getDescription()).isEmpty();
			assertThat(told.getAttributes().get(AttributeKey.stringKey("kept"))).isEqualTo("attribute");
			assertThat(told.getEvents()).hasSize(2);
			var attributes = told.getEvents().getLast().getAttributes();
			assertThat(attributes.get(AttributeKey.stringKey("exception.type")))
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(attributes.get(AttributeKey.stringKey("exception.stacktrace")))
				.contains("java.lang.IllegalStateException\n", "Caused by: java.lang.IllegalArgumentException\n",
						"\tat " + getClass().getName())
				.doesNotContain("secret");
			assertThat(attributes.get(AttributeKey.stringKey("exception.message"))).isNull();
		});
	}

}
