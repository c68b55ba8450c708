/** The page that shows what this very system is doing. */
@NullMarked
package dev.akshay.portfolio.website.system;

import org.jspecify.annotations.NullMarked;
