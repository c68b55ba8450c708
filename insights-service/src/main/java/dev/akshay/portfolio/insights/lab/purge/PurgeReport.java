package dev.akshay.portfolio.insights.lab.purge;

import java.util.List;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run.
 *
 * @param changes how often the note is changed
 * @param seen the changes that the edge has shown so far
 * @param p50 how long half of them took at most, in milliseconds, as soon as there is one
 * @param p95 how long 95 in 100 of them took at most, from twenty on
 * @param slowest how long the slowest took
 * @param older how many answers were older than one before them
 * @param claims the hypothesis, part by part, at the end
 * @param verdict whether it held, at the end
 */
record PurgeReport(int changes, List<Seen> seen, @Schema(description = "Milliseconds") @Nullable Double p50,
		@Schema(description = "Milliseconds, if there are enough to speak of it") @Nullable Double p95,
		@Schema(description = "Milliseconds") @Nullable Double slowest, int older, List<Claim> claims,
		@Nullable Verdict verdict) {

	/**
	 * A change that was shown.
	 *
	 * @param commit how long it took to be written down, in microseconds
	 * @param fresh how long from there until the first answer was there that shows it, in
	 * microseconds
	 * @param stale how many answers showed what was before, meanwhile
	 */
	@Schema(name = "PurgeSeen")
	record Seen(@Schema(description = "Until it was committed, in microseconds") long commit,
			@Schema(description = "From there until the first answer that shows it, in microseconds") long fresh,
			@Schema(description = "Answers meanwhile that showed what was before") int stale) {
	}

}
