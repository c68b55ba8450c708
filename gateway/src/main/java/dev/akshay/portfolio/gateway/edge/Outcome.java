package dev.akshay.portfolio.gateway.edge;

import dev.akshay.portfolio.gateway.edge.store.StoredResponse;
import org.jspecify.annotations.Nullable;

/** How a fetch ended, for everybody who waits for it. */
sealed interface Outcome {

	/**
	 * There is a response that several may be shown.
	 *
	 * @param response the response
	 * @param status what the origin answered: 304 if it said that what is kept is right
	 * @param stored whether it is kept for later
	 * @param trace the trace of the fetch
	 */
	record Shared(StoredResponse response, int status, boolean stored, @Nullable String trace) implements Outcome {
	}

	/** The response was for one client only, or for nobody. Others ask for themselves. */
	record Unshared() implements Outcome {
	}

	/**
	 * What is kept is no longer for everybody, says the origin. It is shown to nobody any
	 * more, also not where nothing else can be had.
	 */
	record Withdrawn() implements Outcome {
	}

	/**
	 * The origin failed, and what is kept may be shown instead.
	 *
	 * @param status the status that tells how
	 * @param trace the trace of the fetch, or {@code null} if none is known
	 */
	record Failed(int status, @Nullable String trace) implements Outcome {

		Failed(int status) {
			this(status, null);
		}

	}

}
