/**
 * Keeps a service that is ill from making its callers ill, and too much work from being
 * begun.
 */
@NullMarked
package dev.akshay.portfolio.gateway.resilience;

import org.jspecify.annotations.NullMarked;
