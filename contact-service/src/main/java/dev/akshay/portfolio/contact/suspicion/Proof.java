package dev.akshay.portfolio.contact.suspicion;

import java.time.Instant;

/** What the proof of work that came with a message is worth. */
sealed interface Proof {

	/** There is none. */
	record None() implements Proof {
	}

	/** It solves no challenge of ours. */
	record Forged() implements Proof {
	}

	/** It solves a challenge whose time is over. */
	record Expired() implements Proof {
	}

	/**
	 * It solves a challenge, perhaps not for the first time.
	 *
	 * @param challenge the challenge, which no other one equals
	 * @param issuedAt when it was handed out
	 * @param expiresAt until when it may be solved
	 */
	record Sound(String challenge, Instant issuedAt, Instant expiresAt) implements Proof {
	}

}
