/**
 * Where responses are kept, within a bound of bytes, until they are purged or pushed out.
 */
@NullMarked
package dev.akshay.portfolio.gateway.edge.store;

import org.jspecify.annotations.NullMarked;
