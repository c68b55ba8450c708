/** All that the owner wrote, out of the suite as one archive, and in again as a whole. */
@NullMarked
package dev.akshay.portfolio.profile.archive;

import org.jspecify.annotations.NullMarked;
