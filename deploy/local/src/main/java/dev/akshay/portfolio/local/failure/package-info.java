/** What the person at the keyboard is told when something does not work. */
@NullMarked
package dev.akshay.portfolio.local.failure;

import org.jspecify.annotations.NullMarked;
