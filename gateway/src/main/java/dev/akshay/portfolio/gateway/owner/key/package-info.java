/** Tokens for services, and the keys that they are signed with. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.key;

import org.jspecify.annotations.NullMarked;
