/**
 * What HTTP says about caching, as plain functions of header values: RFC 9111, 9110, 5861
 * and 9213.
 */
@NullMarked
package dev.akshay.portfolio.gateway.edge.rules;

import org.jspecify.annotations.NullMarked;
