/**
 * What the owner writes, kept as revisions: drafts, publishing now or later, conflicts
 * that lose nothing, and a way back to every earlier state.
 */
@NullMarked
package dev.akshay.portfolio.platform.editing;

import org.jspecify.annotations.NullMarked;
