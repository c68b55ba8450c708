/** The few figures of this very system that stand beside what the site claims. */
@NullMarked
package dev.akshay.portfolio.observatory.figures;

import org.jspecify.annotations.NullMarked;
