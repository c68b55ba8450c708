/**
 * A visitor writes a message and follows it until it has arrived.
 */
@NullMarked
package dev.akshay.portfolio.website.contact;

import org.jspecify.annotations.NullMarked;
