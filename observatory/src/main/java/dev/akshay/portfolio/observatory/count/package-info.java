/** Counts that begin anew every day. */
@NullMarked
package dev.akshay.portfolio.observatory.count;

import org.jspecify.annotations.NullMarked;
