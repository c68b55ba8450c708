/** Who asks whom, how often, how long it takes and how often it fails. */
@NullMarked
package dev.akshay.portfolio.observatory.graph;

import org.jspecify.annotations.NullMarked;
