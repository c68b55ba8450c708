/**
 * Archives of files: written the same way each time, and read with suspicion, within
 * bounds.
 */
@NullMarked
package dev.akshay.portfolio.platform.archive;

import org.jspecify.annotations.NullMarked;
