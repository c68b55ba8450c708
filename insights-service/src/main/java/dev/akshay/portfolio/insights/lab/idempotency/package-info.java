/**
 * One payment, sent many times at once, with an {@code Idempotency-Key} and without.
 */
@NullMarked
package dev.akshay.portfolio.insights.lab.idempotency;

import org.jspecify.annotations.NullMarked;
