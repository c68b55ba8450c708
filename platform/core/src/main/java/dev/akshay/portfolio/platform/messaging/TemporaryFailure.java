package dev.akshay.portfolio.platform.messaging;

/**
 * What an event needs is not there at the moment. It is tried again until it is, and
 * those behind it in its partition wait, so that order is kept.
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
