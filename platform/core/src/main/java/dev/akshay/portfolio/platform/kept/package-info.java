/**
 * Public content as it leaves this process, kept in memory until it changes anywhere.
 */
@NullMarked
package dev.akshay.portfolio.platform.kept;

import org.jspecify.annotations.NullMarked;
