/**
 * The owner's words, read from files into records, with errors that name file, line and
 * field.
 */
@NullMarked
package dev.akshay.portfolio.platform.content;

import org.jspecify.annotations.NullMarked;
