/** Browsers in which the owner is logged in. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.session;

import org.jspecify.annotations.NullMarked;
