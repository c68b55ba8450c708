/**
 * What the suite consists of on one machine, and how each of its processes is started.
 */
@NullMarked
package dev.akshay.portfolio.local.suite;

import org.jspecify.annotations.NullMarked;
