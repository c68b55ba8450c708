/**
 * The suite seen from outside: started by its launcher, read over HTTP, used in a
 * browser, broken and watched while it heals.
 */
@NullMarked
package dev.akshay.portfolio.acceptance;

import org.jspecify.annotations.NullMarked;
