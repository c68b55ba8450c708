/**
 * What every service of the suite starts from: defaults, and blocks that configure
 * themselves where they are needed.
 */
@NullMarked
package dev.akshay.portfolio.platform;

import org.jspecify.annotations.NullMarked;
