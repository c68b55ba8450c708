/** The folder that holds everything the suite keeps on this machine. */
@NullMarked
package dev.akshay.portfolio.local.home;

import org.jspecify.annotations.NullMarked;
