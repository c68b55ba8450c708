/**
 * How long it takes from a change of content until the edge shows it.
 */
@NullMarked
package dev.akshay.portfolio.insights.lab.purge;

import org.jspecify.annotations.NullMarked;
