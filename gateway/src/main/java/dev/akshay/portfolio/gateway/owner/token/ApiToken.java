package dev.akshay.portfolio.gateway.owner.token;

import java.time.Instant;
import java.util.Set;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a program may do in the owner's name.
 *
 * @param id its public part
 * @param name what the owner calls it
 * @param scopes what it allows
 * @param createdAt when it was made
 * @param expiresAt when it stops to be good
 * @param lastUsedAt when it was used, to the minute; {@code null} for never
 */
public record ApiToken(@Schema(example = "5f0c9a1e7b24") String id, @Schema(example = "ci") String name,
		@Schema(example = "[\"content:write\"]") Set<String> scopes, Instant createdAt, Instant expiresAt,
		@Nullable Instant lastUsedAt) {
}
