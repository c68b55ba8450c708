/** What programs show instead of a password. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.token;

import org.jspecify.annotations.NullMarked;
