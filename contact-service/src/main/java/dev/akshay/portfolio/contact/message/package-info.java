/**
 * A visitor leaves a message.
 */
@NullMarked
package dev.akshay.portfolio.contact.message;

import org.jspecify.annotations.NullMarked;
