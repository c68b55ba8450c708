/**
 * The owner sees which events about messages were given up, and has them tried again.
 */
@NullMarked
package dev.akshay.portfolio.contact.deadletter;

import org.jspecify.annotations.NullMarked;
