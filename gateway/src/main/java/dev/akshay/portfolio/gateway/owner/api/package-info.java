/** What the owner asks of the gateway itself. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.api;

import org.jspecify.annotations.NullMarked;
