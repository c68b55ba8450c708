/**
 * What a visitor sees when something goes wrong.
 */
@NullMarked
package dev.akshay.portfolio.website.error;

import org.jspecify.annotations.NullMarked;
