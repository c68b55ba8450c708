package dev.akshay.portfolio.contact.suspicion;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What comes with a message and tells how it was written. All of it may be missing.
 *
 * @param proof the solution of a challenge, as {@link AltchaPayload} describes it
 * @param honeypot what stands in the field that people do not see
 * @param openedAt when the form was opened, as the client says
 */
public record Evidence(@Nullable String proof, @Nullable String honeypot, @Nullable Instant openedAt) {
}
