/**
 * How every page is put together: parallel calls with a limit each, a frame, and an
 * honest account of the time.
 */
@NullMarked
package dev.akshay.portfolio.website.page;

import org.jspecify.annotations.NullMarked;
