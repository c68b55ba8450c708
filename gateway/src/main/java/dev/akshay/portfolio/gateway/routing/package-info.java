/** Which request goes to which service, and to which of its replicas. */
@NullMarked
package dev.akshay.portfolio.gateway.routing;

import org.jspecify.annotations.NullMarked;
