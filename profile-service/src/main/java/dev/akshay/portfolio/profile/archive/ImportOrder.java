package dev.akshay.portfolio.profile.archive;

import dev.akshay.portfolio.platform.editing.Change;
import org.jspecify.annotations.Nullable;

/**
 * What an importer wants.
 *
 * @param replace whether what is not in the archive goes
 * @param authorization who asks, as the other services are shown it
 * @param change who and why
 * @param sentReason why, as it was sent
 */
record ImportOrder(boolean replace, String authorization, Change change, @Nullable String sentReason) {
}
