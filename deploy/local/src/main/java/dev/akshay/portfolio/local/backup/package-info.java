/** Everything a suite keeps, as one file, and back. */
@NullMarked
package dev.akshay.portfolio.local.backup;

import org.jspecify.annotations.NullMarked;
