package dev.akshay.portfolio.insights.lab.edge;

import java.util.List;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run.
 *
 * @param page the page's path
 * @param reads how often it is read from each of the two
 * @param edge what is known of reads from the edge
 * @param origin what is known of reads from the origin
 * @param claims the hypothesis, part by part, at the end
 * @param verdict whether it held, at the end
 */
record EdgeReport(String page, int reads, Side edge, Side origin, List<Claim> claims, @Nullable Verdict verdict) {

	/**
	 * One half of the experiment.
	 *
	 * @param micros how long each read took so far, in microseconds
	 * @param p50 the time that half of them kept within, in milliseconds, as soon as
	 * there is one
	 * @param hits how many were answered by the edge with what it had kept
	 * @param same how many gave the same bytes as the origin did first
	 * @param cacheStatus what the last answer said of the cache
	 */
	@Schema(name = "EdgeSide")
	record Side(@Schema(description = "How long each read took so far, in microseconds") List<Long> micros,
			@Schema(description = "Milliseconds") @Nullable Double p50, int hits, int same,
			@Nullable String cacheStatus) {
	}

}
