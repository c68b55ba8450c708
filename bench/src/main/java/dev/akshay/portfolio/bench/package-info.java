/** Measures the suite beside its peers: {@code ./portfolio bench}. */
@NullMarked
package dev.akshay.portfolio.bench;

import org.jspecify.annotations.NullMarked;
