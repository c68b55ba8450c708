/** Those who tell the observatory too much, and those who listen to it. */
@NullMarked
package dev.akshay.portfolio.bench.telemetry;

import org.jspecify.annotations.NullMarked;
