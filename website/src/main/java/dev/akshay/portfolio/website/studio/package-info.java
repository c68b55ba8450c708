/**
 * The owner's rooms: frames without a word of content in them, which the modules in the
 * browser fill with what the owner may see.
 */
@NullMarked
package dev.akshay.portfolio.website.studio;

import org.jspecify.annotations.NullMarked;
