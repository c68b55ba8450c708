package dev.akshay.portfolio.platform.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** Tells whether somebody will look at the trace of the work at hand. */
public final class Recording {

	private Recording() {
	}

	/**
	 * Whether the trace of the work that is being subscribed to is recorded. What saves
	 * work by sharing it does not hide anything from such a trace.
	 * @param context the subscriber's context
	 * @return whether it is recorded; false if the work is not observed
	 */
	public static boolean isOn(ContextView context) {
		@Nullable Observation observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		@Nullable TracingContext tracing = (observation != null)
				? observation.getContextView().<TracingContext>get(TracingContext.class) : null;
		var span = (tracing != null) ? tracing.getSpan() : null;
		return span != null && Boolean.TRUE.equals(span.context().sampled());
	}

}
