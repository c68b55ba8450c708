package dev.akshay.portfolio.bench.pipeline;

import java.time.Duration;

import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * How long somebody tries to leave a message.
 *
 * @param tries how often it is sent at most
 * @param firstWait how long to wait before it is sent again; it doubles
 * @param longestWait up to where it doubles
 * @param insists whether it is sent again even if the answer was that there are too many
 * requests (429) or that the server made a mistake (500)
 */
public record Patience(long tries, Duration firstWait, Duration longestWait, boolean insists) {

	/** What the site's own form has. */
	public static final Patience OF_THE_SITE = new Patience(4, Duration.ofMillis(300), Duration.ofSeconds(3), false);

	/** What a program has that was told to get it done. */
	public static final Patience ENDLESS = new Patience(Long.MAX_VALUE, Duration.ofMillis(300), Duration.ofSeconds(3),
			true);

	private static final double JITTER = 0.5;

	private static final int CONFLICT = 409;

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int SERVER_ERROR = 500;

	private static final int BAD_GATEWAY = 502;

	boolean sendsAgainAfter(int status) {
		return status == CONFLICT || status >= BAD_GATEWAY
				|| (this.insists && (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR));
	}

	RetryBackoffSpec again() {
		return Retry.backoff(this.tries - 1, this.firstWait).maxBackoff(this.longestWait).jitter(JITTER);
	}

}
