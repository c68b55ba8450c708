/**
 * The articles.
 */
@NullMarked
package dev.akshay.portfolio.website.insights;

import org.jspecify.annotations.NullMarked;
