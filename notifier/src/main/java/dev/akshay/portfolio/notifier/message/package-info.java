/**
 * Every message a visitor leaves becomes one mail, and the mail's fate an event.
 */
@NullMarked
package dev.akshay.portfolio.notifier.message;

import org.jspecify.annotations.NullMarked;
