/** What happened lately: traces, as many as fit, those worth looking at for longest. */
@NullMarked
package dev.akshay.portfolio.observatory.window;

import org.jspecify.annotations.NullMarked;
