/**
 * Tells the owner by mail what happened.
 */
@NullMarked
package dev.akshay.portfolio.notifier;

import org.jspecify.annotations.NullMarked;
