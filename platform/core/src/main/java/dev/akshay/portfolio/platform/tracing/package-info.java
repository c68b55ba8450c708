/**
 * How many requests are traced: all of them on a quiet day, and never more than a set
 * number each second.
 */
@NullMarked
package dev.akshay.portfolio.platform.tracing;

import org.jspecify.annotations.NullMarked;
