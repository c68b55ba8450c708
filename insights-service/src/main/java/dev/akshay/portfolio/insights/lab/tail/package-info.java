/**
 * A fan-out of a hundred calls whose answers have a heavy tail, with hedging and without.
 */
@NullMarked
package dev.akshay.portfolio.insights.lab.tail;

import org.jspecify.annotations.NullMarked;
