package dev.akshay.portfolio.insights.lab.breaker;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Times are milliseconds.
 *
 * @param at when it was sent, from the beginning of the experiment
 * @param took how long it took until its last byte was there
 * @param shown what it was answered
 * @param breaker what the gateway said its breaker is by then, if it said something
 * @param refused who kept the request from its service, if somebody did: {@code breaker}
 * or {@code limit}
 */
@Schema(name = "BreakerAnswer")
record Answer(@Schema(description = "When it was sent, in milliseconds") long at,
		@Schema(description = "How long it took, in milliseconds") long took, Shown shown,
		@Schema(description = "State of the breaker, as the gateway told it", allowableValues = {
				"closed", "open", "half-open" }) @Nullable String breaker,
		@Schema(description = "Who kept it from its service",
				allowableValues = { "breaker", "limit" }) @Nullable String refused){

	private static final int OK = 200;

	private static final String KEPT = "detail=stale-if-error";

	private static final String REFUSED = "refused=";

	/**
	 * Reads it from what came.
	 * @param at when the request was sent
	 * @param took how long it took
	 * @param status the status
	 * @param cacheStatus the {@code Cache-Status}, empty if it had none
	 * @param breaker the {@code Chaos-Breaker}, {@code null} if it had none
	 */
	static Answer of(long at, long took, int status, String cacheStatus, @Nullable String breaker) {
		var shown = (status != OK) ? Shown.NOTHING : cacheStatus.contains(KEPT) ? Shown.KEPT : Shown.FRESH;
		if (breaker == null) {
			return new Answer(at, took, shown, null, null);
		}
		var parts = breaker.split(";", 2);
		var refused = (parts.length > 1 && parts[1].strip().startsWith(REFUSED))
				? parts[1].strip().substring(REFUSED.length()) : null;
		return new Answer(at, took, shown, parts[0].strip(), refused);
	}

	/** There is none: the connection broke, or nobody answered in time. */
	static Answer none(long at, long took) {
		return new Answer(at, took, Shown.NOTHING, null, null);
	}

	/** What a request was answered. */
	@Schema(name = "BreakerShown")
	enum Shown {

		/** Content that its service has just given, or confirmed. */
		FRESH,
		/** Content that the edge had kept, instead. */
		KEPT,
		/** No content. */
		NOTHING;

		@Override
		@JsonValue
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
