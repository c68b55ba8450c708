/**
 * Nobody changes what he has not seen: a change names the version it starts from.
 */
@NullMarked
package dev.akshay.portfolio.platform.precondition;

import org.jspecify.annotations.NullMarked;
