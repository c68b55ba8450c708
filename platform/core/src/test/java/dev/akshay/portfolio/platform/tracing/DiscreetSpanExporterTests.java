package dev.akshay.portfolio.platform.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiscreetSpanExporterTests {

	private final List<SpanData> exported = new ArrayList<>();

	@Test
	void tellsWhatWasThrownAndWhereAndNotWhy() {
		var failure = new IllegalStateException("secret\n\tat secret: secret\nsecret.of.Somebody: secret",
				new IllegalArgumentException("secret: secret"));
		try (var tracing = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(new DiscreetSpanExporter(new Keeper())))
			.build()) {
			var span = tracing.get("test").spanBuilder("failing").startSpan();
			span.setAttribute("kept", "attribute");
			span.addEvent("kept event");
			span.recordException(failure);
			span.setStatus(StatusCode.ERROR, "secret");
			span.end();
		}
		assertThat(this.exported).singleElement().satisfies((span) -> {
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span.getStatus().getDescription()).isEmpty();
			assertThat(span.getAttributes().get(AttributeKey.stringKey("kept"))).isEqualTo("attribute");
			assertThat(span.getEvents()).hasSize(2);
			var attributes = span.getEvents().getLast().getAttributes();
			assertThat(attributes.get(AttributeKey.stringKey("exception.type")))
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(attributes.get(AttributeKey.stringKey("exception.stacktrace")))
				.contains("java.lang.IllegalStateException\n", "Caused by: java.lang.IllegalArgumentException\n",
						"\tat " + getClass().getName())
				.doesNotContain("secret");
			assertThat(attributes.get(AttributeKey.stringKey("exception.message"))).isNull();
		});
	}

	private final class Keeper implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			DiscreetSpanExporterTests.this.exported.addAll(spans);
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
