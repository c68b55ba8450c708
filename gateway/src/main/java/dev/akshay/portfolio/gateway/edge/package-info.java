/**
 * A shared HTTP cache in front of every route
 * (<a href="https://www.rfc-editor.org/rfc/rfc9111">RFC 9111</a>): it obeys what
 * responses say, so a route needs no configuration to be cached.
 */
@NullMarked
package dev.akshay.portfolio.gateway.edge;

import org.jspecify.annotations.NullMarked;
