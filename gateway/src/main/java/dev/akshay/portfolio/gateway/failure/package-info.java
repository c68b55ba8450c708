/** What a client hears when a service does not answer. */
@NullMarked
package dev.akshay.portfolio.gateway.failure;

import org.jspecify.annotations.NullMarked;
