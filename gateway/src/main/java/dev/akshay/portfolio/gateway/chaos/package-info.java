/**
 * Faults that visitors order for themselves: who ordered what until when, and by what she
 * is known. They strike in the services; here nothing of it reaches anybody else.
 */
@NullMarked
package dev.akshay.portfolio.gateway.chaos;

import org.jspecify.annotations.NullMarked;
