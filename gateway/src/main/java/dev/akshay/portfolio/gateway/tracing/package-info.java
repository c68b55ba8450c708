/** Tells every client which trace its request is, and where its time went. */
@NullMarked
package dev.akshay.portfolio.gateway.tracing;

import org.jspecify.annotations.NullMarked;
