/**
 * The images that the owner's texts show: believed by their content alone, and made anew.
 */
@NullMarked
package dev.akshay.portfolio.profile.media;

import org.jspecify.annotations.NullMarked;
