/** One attempt at one replica of a service: what is sent, what comes back. */
@NullMarked
package dev.akshay.portfolio.gateway.origin;

import org.jspecify.annotations.NullMarked;
