package dev.akshay.portfolio.gateway.owner.session;

import java.time.Instant;

/**
 * A browser that is logged in.
 *
 * @param fingerprint what is kept of its cookie
 * @param csrf what its unsafe requests have to know
 * @param oneTime whether the password is to be changed before anything else
 * @param secondFactor whether the second factor is on
 * @param expiresAt when it ends unless it is used until then
 */
public record Session(String fingerprint, String csrf, boolean oneTime, boolean secondFactor, Instant expiresAt) {

	/** Is not for logs. */
	@Override
	public String toString() {
		return "Session";
	}

}
