package dev.akshay.portfolio.platform.tracing;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Lets no message of an exception out of the process: it may quote what somebody wrote.
 * What was thrown, and where, stays.
 */
final class DiscreetSpanExporter implements SpanExporter {

	private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");

	private static final AttributeKey<String> STACK_TRACE = AttributeKey.stringKey("exception.stacktrace");

	private final SpanExporter exporter;

	/**
	 * Stands before an exporter.
	 * @param exporter sends what is left
	 */
	DiscreetSpanExporter(SpanExporter exporter) {
		this.exporter = exporter;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		return this.exporter.export(spans.stream().map(DiscreetSpanExporter::discreet).toList());
	}

	private static SpanData discreet(SpanData span) {
		return (span.getEvents().isEmpty() && span.getStatus().getDescription().isEmpty()) ? span
				: new DiscreetSpan(span);
	}

	@Override
	public CompletableResultCode flush() {
		return this.exporter.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.exporter.shutdown();
	}

	private static EventData discreet(EventData event) {
		if (event.getAttributes().get(MESSAGE) == null && event.getAttributes().get(STACK_TRACE) == null) {
			return event;
		}
		var kept = event.getAttributes().toBuilder().remove(MESSAGE).remove(STACK_TRACE);
		// not from the text, where a message may look like a stack trace
		if (event instanceof ExceptionEventData thrown) {
			kept.put(STACK_TRACE, places(thrown.getException()));
		}
		var attributes = kept.build();
		return EventData.create(event.getEpochNanos(), event.getName(), attributes, attributes.size());
	}

	private static String places(Throwable thrown) {
		var text = new StringBuilder();
		var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
		for (Throwable next = thrown; next != null && seen.add(next); next = next.getCause()) {
			text.append(text.isEmpty() ? "" : "Caused by: ").append(next.getClass().getName()).append('\n');
			for (var frame : next.getStackTrace()) {
				text.append("\tat ").append(frame).append('\n');
			}
		}
		return text.toString();
	}

	private static final class DiscreetSpan extends DelegatingSpanData {

		private final List<EventData> events;

		private final StatusData status;

		DiscreetSpan(SpanData span) {
			super(span);
			this.events = span.getEvents().stream().map(DiscreetSpanExporter::discreet).toList();
			this.status = StatusData.create(span.getStatus().getStatusCode(), "");
		}

		@Override
		public List<EventData> getEvents() {
			return this.events;
		}

		@Override
		public StatusData getStatus() {
			return this.status;
		}

	}

}
