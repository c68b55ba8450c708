/** Why things are built as they are: articles on patterns. */
@NullMarked
package dev.akshay.portfolio.insights;

import org.jspecify.annotations.NullMarked;
