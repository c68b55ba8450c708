package dev.akshay.portfolio.contact.suspicion;

/**
 * What speaks against a person behind a message. None of it is a reason to refuse one:
 * people come without JavaScript, on slow machines and with forms that fill themselves.
 */
public enum Suspicion {

	/** It came without proof of work, as everything without JavaScript does. */
	NO_PROOF,

	/** The proof is of no challenge of ours, or does not solve it. */
	PROOF_FORGED,

	/** The proof came too late. */
	PROOF_EXPIRED,

	/** The proof came with another message before. */
	PROOF_SPENT,

	/** It was written faster than people write. */
	TOO_FAST,

	/** A field is filled in that people do not see. */
	HONEYPOT

}
