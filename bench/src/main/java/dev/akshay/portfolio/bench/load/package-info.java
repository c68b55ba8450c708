/** Load on a server, closed by wrk or paced by a clock, and what came of it. */
@NullMarked
package dev.akshay.portfolio.bench.load;

import org.jspecify.annotations.NullMarked;
