/** Processes that are measured: how they are started, what they use of the machine. */
@NullMarked
package dev.akshay.portfolio.bench.process;

import org.jspecify.annotations.NullMarked;
