package dev.akshay.portfolio.platform.messaging;

/**
 * Trying again cannot help; the event goes to the dead letters at once. The message is
 * the reason given there, and on receipts: it tells nothing of the content.
 */
public class PermanentFailure extends RuntimeException {

	/**
	 * Gives up on an event.
	 * @param reason why, in words that may be shown to anybody
	 */
	public PermanentFailure(String reason) {
		super(reason);
	}

}
