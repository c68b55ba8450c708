/**
 * What the owner alone may do: services mark it, and believe nobody but the gateway about
 * who asks.
 */
@NullMarked
package dev.akshay.portfolio.platform.owner;

import org.jspecify.annotations.NullMarked;
