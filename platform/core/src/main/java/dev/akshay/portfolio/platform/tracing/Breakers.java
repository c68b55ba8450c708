package dev.akshay.portfolio.platform.tracing;

import java.util.Map;

/** Knows the circuit breakers of a process, of which its pulse tells. */
@FunctionalInterface
public interface Breakers {

	/**
	 * How they are now.
	 * @return {@code closed}, {@code half-open} or {@code open}, by the name of the
	 * service that is asked through them
	 */
	Map<String, String> states();

}
