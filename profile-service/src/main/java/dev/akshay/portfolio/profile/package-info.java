/** Who the owner is. */
@NullMarked
package dev.akshay.portfolio.profile;

import org.jspecify.annotations.NullMarked;
