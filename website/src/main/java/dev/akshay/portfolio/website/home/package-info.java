/**
 * The front page: every chapter of the portfolio.
 */
@NullMarked
package dev.akshay.portfolio.website.home;

import org.jspecify.annotations.NullMarked;
