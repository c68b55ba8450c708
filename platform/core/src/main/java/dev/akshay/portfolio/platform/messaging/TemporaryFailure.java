package dev.akshay.portfolio.platform.messaging;

/**
 * What an event needs is not there at the moment, and may be in a while. An
 * {@link EventConsumer} puts it off and goes on with the next; any other consumer tries
 * it again until it succeeds, and those behind it in its partition wait, so that order is
 * kept.
 */
public class TemporaryFailure extends RuntimeException {

	/**
	 * Puts an event off.
	 * @param reason what is missing, without a word of the event's content
	 * @param cause how it was noticed
	 */
	public TemporaryFailure(String reason, Throwable cause) {
		super(reason, cause);
	}

}
