/** The only public door of the suite. */
@NullMarked
package dev.akshay.portfolio.gateway;

import org.jspecify.annotations.NullMarked;
