/** Pages that are open hear of what changed since they were made. */
@NullMarked
package dev.akshay.portfolio.website.live;

import org.jspecify.annotations.NullMarked;
