/** What a span is here, and what of it anybody may see. */
@NullMarked
package dev.akshay.portfolio.observatory.span;

import org.jspecify.annotations.NullMarked;
