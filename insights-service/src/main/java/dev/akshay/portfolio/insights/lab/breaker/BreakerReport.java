package dev.akshay.portfolio.insights.lab.breaker;

import java.util.List;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run. Times are milliseconds from its beginning, unless said.
 *
 * @param page what is read
 * @param service what is broken
 * @param brokenAt from when on it is
 * @param mendedAt until when
 * @param answers what became of each request, in the order in which they were answered
 * @param changes what the breaker became, and when that was seen first
 * @param counts how many there are of which kind
 * @param claims the hypothesis, part by part, at the end
 * @param verdict whether it held, at the end
 */
record BreakerReport(String page, String service, @Nullable Long brokenAt, @Nullable Long mendedAt,
		List<Answer> answers, List<Change> changes, Counts counts, List<Claim> claims, @Nullable Verdict verdict) {

	/**
	 * The breaker is another than before.
	 *
	 * @param at when an answer said so first
	 * @param state what it is
	 */
	@Schema(name = "BreakerChange")
	record Change(long at, @Schema(description = "State of the breaker, as the gateway told it", allowableValues = {
			"closed", "open", "half-open" }) String state){
	}

	/**
	 * How many there are.
	 *
	 * @param requests requests that were answered, or were not
	 * @param fresh those that got what their service had just said
	 * @param kept those that got what the edge had kept
	 * @param nothing those that got no content
	 * @param atLimit those that were not passed on because too many waited
	 * @param byBreaker those that were not passed on because the breaker was open, or let
	 * others try
	 * @param refusedP95 how long 95 in 100 of those took at most, as soon as there is one
	 */
	@Schema(name = "BreakerCounts")
	record Counts(int requests, int fresh, int kept, int nothing, int atLimit, int byBreaker,
			@Schema(description = "Milliseconds") @Nullable Long refusedP95) {
	}

}
