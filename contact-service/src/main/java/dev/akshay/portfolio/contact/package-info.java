/**
 * The inbox of the portfolio: takes messages in and tells where they are.
 */
@NullMarked
package dev.akshay.portfolio.contact;

import org.jspecify.annotations.NullMarked;
