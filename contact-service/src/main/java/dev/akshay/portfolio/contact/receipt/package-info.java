/**
 * Where a message is, for whoever holds its receipt.
 */
@NullMarked
package dev.akshay.portfolio.contact.receipt;

import org.jspecify.annotations.NullMarked;
