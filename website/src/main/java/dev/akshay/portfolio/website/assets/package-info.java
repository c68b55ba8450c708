/**
 * Styles, scripts and fonts, served under a name that changes with their content.
 */
@NullMarked
package dev.akshay.portfolio.website.assets;

import org.jspecify.annotations.NullMarked;
