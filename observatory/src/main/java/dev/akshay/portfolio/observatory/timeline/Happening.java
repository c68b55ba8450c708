package dev.akshay.portfolio.observatory.timeline;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened. It says nothing about a person.
 *
 * @param id which one it is; ids of one process grow
 * @param at when it happened
 * @param type what happened
 * @param service where
 * @param subject what it is about, if that may be said
 * @param state what it came to, if it did
 * @param traceId the trace it happened in, if it did in one
 */
public record Happening(String id, Instant at, @Schema(example = "breaker") String type,
		@Schema(example = "gateway") String service, @Schema(example = "projects-service") @Nullable String subject,
		@Schema(example = "open") @Nullable String state, @Nullable String traceId) {
}
