/**
 * The owner reads what visitors left, says what became of it, answers and deletes it.
 */
@NullMarked
package dev.akshay.portfolio.contact.inbox;

import org.jspecify.annotations.NullMarked;
