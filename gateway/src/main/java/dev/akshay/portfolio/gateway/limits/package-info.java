/** How often one client may do what costs others something. */
@NullMarked
package dev.akshay.portfolio.gateway.limits;

import org.jspecify.annotations.NullMarked;
