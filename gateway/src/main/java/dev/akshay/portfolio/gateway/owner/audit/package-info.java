/** What was done in the owner's name, written down where nothing is ever changed. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.audit;

import org.jspecify.annotations.NullMarked;
