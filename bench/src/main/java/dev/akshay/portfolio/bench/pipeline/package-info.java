/**
 * Messages sent through all of the suite while its processes are killed, and the audit of
 * what became of them.
 */
@NullMarked
package dev.akshay.portfolio.bench.pipeline;

import org.jspecify.annotations.NullMarked;
