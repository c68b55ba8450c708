/** What happened, one after the other, to read and to follow. */
@NullMarked
package dev.akshay.portfolio.observatory.timeline;

import org.jspecify.annotations.NullMarked;
