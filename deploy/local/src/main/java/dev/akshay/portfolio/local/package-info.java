/**
 * The one command line of the suite: each command is a class, and all but {@code up} only
 * talk to a running supervisor.
 */
@NullMarked
package dev.akshay.portfolio.local;

import org.jspecify.annotations.NullMarked;
