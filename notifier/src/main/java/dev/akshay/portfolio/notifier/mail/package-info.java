/**
 * Sends mail by SMTP, and says of a failure whether trying again can help.
 */
@NullMarked
package dev.akshay.portfolio.notifier.mail;

import org.jspecify.annotations.NullMarked;
