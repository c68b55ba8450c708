package dev.akshay.portfolio.gateway.owner.audit;

import java.time.Instant;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or is about to be.
 *
 * @param id its place in the log
 * @param at when it was written
 * @param action what the entry before and the one after have in common
 * @param phase {@code begun}, {@code ended}, or {@code abandoned} where nobody waited for
 * the end
 * @param who {@code session}, {@code token:} and its name, {@code nobody}, or
 * {@code machine} for who works at the machine itself
 * @param method the request's method
 * @param path its path, without the query
 * @param service who was asked
 * @param status what it answered, where it did
 * @param traceId the request's trace
 * @param network where the request came from: an IPv4 address, or the first half of an
 * IPv6 one
 */
public record AuditEntry(long id, Instant at, UUID action, @Schema(example = "ended") String phase,
		@Schema(example = "token:ci") String who, @Schema(example = "PUT") String method,
		@Schema(example = "/api/projects/kiln") String path, @Schema(example = "projects-service") String service,
		@Nullable Integer status, @Nullable String traceId, @Nullable String network) {
}
