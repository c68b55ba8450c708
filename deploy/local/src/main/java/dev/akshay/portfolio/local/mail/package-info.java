/**
 * A mail server that delivers nowhere and keeps everything for reading; a process of its
 * own.
 */
@NullMarked
package dev.akshay.portfolio.local.mail;

import org.jspecify.annotations.NullMarked;
