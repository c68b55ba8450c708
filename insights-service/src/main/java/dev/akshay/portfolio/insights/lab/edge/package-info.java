/**
 * The same page from the edge and from its origin.
 */
@NullMarked
package dev.akshay.portfolio.insights.lab.edge;

import org.jspecify.annotations.NullMarked;
