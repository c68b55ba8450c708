/** Tells open pages what happens, as it happens. */
@NullMarked
package dev.akshay.portfolio.observatory.stream;

import org.jspecify.annotations.NullMarked;
