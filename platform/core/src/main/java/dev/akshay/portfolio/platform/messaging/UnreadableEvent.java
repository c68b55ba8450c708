package dev.akshay.portfolio.platform.messaging;

/** A record that is no event this consumer understands, however often it is read. */
public class UnreadableEvent extends PermanentFailure {

	/**
	 * Refuses a record.
	 * @param reason what is wrong with it, without a word of its content
	 */
	public UnreadableEvent(String reason) {
		super(reason);
	}

}
