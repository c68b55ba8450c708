/**
 * Experiments with this very system that visitors may run: queued, bounded, and kept for
 * minutes.
 */
@NullMarked
package dev.akshay.portfolio.insights.lab;

import org.jspecify.annotations.NullMarked;
