/**
 * Keeps processes alive: starts them in order, watches them, brings back what dies, and
 * stops all of it in order.
 */
@NullMarked
package dev.akshay.portfolio.local.process;

import org.jspecify.annotations.NullMarked;
