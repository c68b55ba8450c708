/** What was decided about a request, for those who tell of it. */
@NullMarked
package dev.akshay.portfolio.gateway.decision;

import org.jspecify.annotations.NullMarked;
