/** What keeps a measurement from being one. */
@NullMarked
package dev.akshay.portfolio.bench.failure;

import org.jspecify.annotations.NullMarked;
