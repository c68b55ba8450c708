package dev.akshay.portfolio.platform.editing;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A state that a document was in.
 *
 * @param <T> the document
 * @param number counts from 1
 * @param action what made it
 * @param author who: {@code session}, {@code token:} and its name, {@code file} or
 * {@code schedule}
 * @param reason why, in the author's words
 * @param at when
 * @param document what the document said; not in lists
 */
public record Revision<T>(int number, Action action, String author, @Nullable String reason, Instant at,
		@Nullable T document) {
}
