/**
 * What the live page is told for a while, kept in a file to be shown while it is told
 * nothing.
 */
@NullMarked
package dev.akshay.portfolio.bench.recording;

import org.jspecify.annotations.NullMarked;
