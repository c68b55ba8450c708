/** An article, where it is kept, how it is loaded and read. */
@NullMarked
package dev.akshay.portfolio.insights.insight;

import org.jspecify.annotations.NullMarked;
