package dev.akshay.portfolio.platform.messaging;

/**
 * What every event of a consumer needs is away: a server, a database. Going on to the
 * next one is useless, so the consumer stands still, looks again and again with growing
 * pauses, and goes on where it was.
 */
public class Outage extends TemporaryFailure {

	/**
	 * Lets a consumer wait.
	 * @param reason what is away, without a word of an event's content
	 * @param cause how it was noticed
	 */
	public Outage(String reason, Throwable cause) {
		super(reason, cause);
	}

}
