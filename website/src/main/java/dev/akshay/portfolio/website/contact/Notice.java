package dev.akshay.portfolio.website.contact;

/** What the form says about the last try. */
public enum Notice {

	/** There was none. */
	NONE,

	/** Fields break rules. */
	REFUSED,

	/** The text was changed behind a try that had succeeded. */
	CHANGED,

	/** The message could not be handed over. */
	UNANSWERED

}
