/**
 * Faults that a visitor ordered for her own requests: they travel with each of them from
 * service to service, and strike in the one they are meant for.
 */
@NullMarked
package dev.akshay.portfolio.platform.chaos;

import org.jspecify.annotations.NullMarked;
