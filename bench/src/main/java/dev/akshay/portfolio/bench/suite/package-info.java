/**
 * The suite under measurement: single services by themselves, or all of it by its
 * launcher.
 */
@NullMarked
package dev.akshay.portfolio.bench.suite;

import org.jspecify.annotations.NullMarked;
