package dev.akshay.portfolio.platform.scenario;

import org.jspecify.annotations.Nullable;

/** A scenario could not be made, so that nothing can be said about its hypothesis. */
public final class ScenarioFailed extends RuntimeException {

	ScenarioFailed(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
