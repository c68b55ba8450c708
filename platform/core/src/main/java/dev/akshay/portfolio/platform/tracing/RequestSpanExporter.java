package dev.akshay.portfolio.platform.tracing;

import java.util.Collection;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Leaves out what says only that a process is there: a collector has metrics for that.
 */
final class RequestSpanExporter implements SpanExporter {

	private final SpanExporter exporter;

	/**
	 * Stands before an exporter.
	 * @param exporter sends what is left
	 */
	RequestSpanExporter(SpanExporter exporter) {
		this.exporter = exporter;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		var asked = spans.stream().filter((span) -> !Pulse.is(span)).toList();
		return asked.isEmpty() ? CompletableResultCode.ofSuccess() : this.exporter.export(asked);
	}

	@Override
	public CompletableResultCode flush() {
		return this.exporter.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.exporter.shutdown();
	}

}
