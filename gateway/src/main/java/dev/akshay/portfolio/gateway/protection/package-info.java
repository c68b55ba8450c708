/**
 * What every request and every response must be before anything else happens: well
 * formed, of a known sender, in time, and with headers that keep browsers safe.
 */
@NullMarked
package dev.akshay.portfolio.gateway.protection;

import org.jspecify.annotations.NullMarked;
