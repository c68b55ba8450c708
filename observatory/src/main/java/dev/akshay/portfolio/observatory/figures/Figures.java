package dev.akshay.portfolio.observatory.figures;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What this system did today.
 *
 * @param at when this was so
 * @param since since when it is counted: midnight, or when this process began
 * @param requests how many requests came to the gateway
 * @param failures how many of them failed, but for those that visitors broke for
 * themselves
 * @param p99Millis in what time 99 of 100 requests of the last minute were answered, if
 * there were any
 * @param received how many messages were received
 * @param delivered how many were delivered
 * @param parked how many could not be delivered so far
 */
record Figures(Instant at, Instant since, @Schema(example = "1200") long requests, @Schema(example = "0") long failures,
		@Schema(example = "7.5") @Nullable Double p99Millis, @Schema(example = "3") long received,
		@Schema(example = "3") long delivered, @Schema(example = "0") long parked) {
}
