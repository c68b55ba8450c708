/**
 * Asking services for what they publish, without decoding twice what did not change.
 */
@NullMarked
package dev.akshay.portfolio.website.reading;

import org.jspecify.annotations.NullMarked;
