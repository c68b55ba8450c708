/**
 * What a cluster carries, reckoned from what was measured: a model that can be rerun and
 * checked.
 */
@NullMarked
package dev.akshay.portfolio.bench.capacity;

import org.jspecify.annotations.NullMarked;
