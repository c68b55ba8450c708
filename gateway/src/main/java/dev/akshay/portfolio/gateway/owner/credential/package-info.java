/** The owner's password, the second factor, and what guessing them costs. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.credential;

import org.jspecify.annotations.NullMarked;
