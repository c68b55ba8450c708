/**
 * Content told apart by its hash.
 */
@NullMarked
package dev.akshay.portfolio.platform.hash;

import org.jspecify.annotations.NullMarked;
