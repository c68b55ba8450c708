/** What a process does again and again by itself. */
@NullMarked
package dev.akshay.portfolio.platform.routine;

import org.jspecify.annotations.NullMarked;
