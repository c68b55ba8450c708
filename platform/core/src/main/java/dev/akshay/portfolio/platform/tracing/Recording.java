package dev.akshay.portfolio.platform.tracing;

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
		var span = CurrentSpan.of(context);
		return span != null && Boolean.TRUE.equals(span.context().sampled());
	}

}
