/** How far those who read topics are behind. */
@NullMarked
package dev.akshay.portfolio.observatory.lag;

import org.jspecify.annotations.NullMarked;
