/**
 * The site: complete HTML, made on the server of what the services tell.
 */
@NullMarked
package dev.akshay.portfolio.website;

import org.jspecify.annotations.NullMarked;
