package dev.akshay.portfolio.observatory.graph;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What came to the gateway from outside.
 *
 * @param since since when it is counted, today
 * @param requests how many requests there were
 * @param failures how many of them failed
 * @param p99Millis in what time 99 of 100 of the last minute were answered, if there were
 * any
 */
public record Visits(Instant since, long requests, long failures, @Nullable Double p99Millis) {
}
