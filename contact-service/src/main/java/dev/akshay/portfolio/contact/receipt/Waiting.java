package dev.akshay.portfolio.contact.receipt;

import java.time.Duration;

/**
 * Messages that are neither delivered nor given up yet.
 *
 * @param messages how many they are
 * @param overdue how many of them were left longer ago than {@link #IN_TIME}
 */
record Waiting(long messages, long overdue) {

	/** So long may a message take to the mail server: the promise that is watched. */
	static final Duration IN_TIME = Duration.ofMinutes(5);

}
