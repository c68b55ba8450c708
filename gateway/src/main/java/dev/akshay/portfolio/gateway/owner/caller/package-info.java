/** Who asks, and what that allows. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.caller;

import org.jspecify.annotations.NullMarked;
