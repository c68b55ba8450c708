/**
 * Asks a second replica where the first takes longer than usual, and takes what comes
 * first (Dean and Barroso, <a href="https://research.google/pubs/the-tail-at-scale/">The
 * Tail at Scale</a>).
 */
@NullMarked
package dev.akshay.portfolio.gateway.hedging;

import org.jspecify.annotations.NullMarked;
