package dev.akshay.portfolio.platform.outbox;

import java.time.Duration;

/**
 * What lies in the outbox.
 *
 * @param events how many events, counted no further than {@value #MOST}
 * @param age how long the oldest has been there, zero if there is none
 */
record Backlog(long events, Duration age) {

	/** Beyond this it does not matter how many they are. */
	static final int MOST = 10_000;

}
