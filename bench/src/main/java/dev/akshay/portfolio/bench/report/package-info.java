/**
 * Results: the figures, whether they reach their targets, and on what machine they were
 * taken.
 */
@NullMarked
package dev.akshay.portfolio.bench.report;

import org.jspecify.annotations.NullMarked;
