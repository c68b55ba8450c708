package dev.akshay.portfolio.platform.tracing;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and is worth telling on the timeline: a span that says so by
 * its attributes.
 */
public final class EventSpan {

	/** What happened, such as {@code breaker}. */
	public static final String EVENT = "portfolio.event";

	/** What it is about: a service, or content that is public. Never a person. */
	public static final String SUBJECT = "portfolio.subject";

	/** What it came to, such as {@code open}. */
	public static final String STATE = "portfolio.state";

	static final AttributeKey<String> TYPE = AttributeKey.stringKey(EVENT);

	private EventSpan() {
	}

	/**
	 * Tells of something that belongs to no request. It is recorded however busy the site
	 * is, so it has to be rare.
	 * @param tracer makes the span
	 * @param event what happened
	 * @param subject what it is about
	 * @param state what it came to
	 */
	public static void tell(Tracer tracer, String event, String subject, String state) {
		tell(tracer, null, event, subject, state);
	}

	/**
	 * Tells of something that somebody's request brought about, in the trace of that
	 * request. It is recorded however busy the site is, so it has to be rare.
	 * @param tracer makes the span
	 * @param work the span of the request; the event stands alone if that is not recorded
	 * or {@code null}
	 * @param event what happened
	 * @param subject what it is about
	 * @param state what it came to
	 */
	public static void tell(Tracer tracer, @Nullable Span work, String event, String subject, String state) {
		var span = tracer.spanBuilder();
		if (work != null && Boolean.TRUE.equals(work.context().sampled())) {
			span.setParent(work.context());
		}
		else {
			span.setNoParent();
		}
		span.name(event).tag(EVENT, event).tag(SUBJECT, subject).tag(STATE, state).start().end();
	}

	/**
	 * Makes the span of work that is being done an event, if there is one.
	 * @param tracer knows the span
	 * @param event what happens
	 * @param subject what it is about
	 */
	public static void mark(Tracer tracer, String event, String subject) {
		Span span = tracer.currentSpan();
		if (span != null) {
			span.tag(EVENT, event).tag(SUBJECT, subject);
		}
	}

}
