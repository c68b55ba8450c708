package dev.akshay.portfolio.gateway.owner.caller;

import dev.akshay.portfolio.platform.owner.Scope;
import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why somebody does not get what is the owner's. */
public final class Refused extends ErrorResponseException {

	private Refused(HttpStatus status, String type, String detail) {
		super(status, Problems.of(status, type, detail), null);
	}

	static Refused ownerOnly() {
		return challenged(new Refused(HttpStatus.UNAUTHORIZED, "owner-only",
				"This is the owner's. Log in at /studio, or send an API token that is still valid."), "Bearer");
	}

	static Refused invalidToken() {
		return challenged(
				new Refused(HttpStatus.UNAUTHORIZED, "invalid-token",
						"The API token is not known, has expired or was revoked. Make a new one."),
				"Bearer error=\"invalid_token\"");
	}

	static Refused scopeMissing(Scope scope) {
		return challenged(
				new Refused(HttpStatus.FORBIDDEN, "scope-missing",
						"The token does not cover this. Make one with the scope %s.".formatted(scope.value())),
				"Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(scope.value()));
	}

	static Refused notLoggedIn() {
		return new Refused(HttpStatus.UNAUTHORIZED, "not-logged-in", "Nobody is logged in here.");
	}

	static Refused sessionRequired() {
		return new Refused(HttpStatus.FORBIDDEN, "session-required",
				"A token cannot do this. Log in at /studio, or ask ./portfolio owner.");
	}

	static Refused csrfTokenMissing() {
		return new Refused(HttpStatus.FORBIDDEN, "csrf-token-missing",
				"This needs the header X-CSRF-Token with what GET /api/session tells.");
	}

	static Refused passwordChangeRequired() {
		return new Refused(HttpStatus.FORBIDDEN, "password-change-required",
				"The password is good for one log-in. Choose another one first.");
	}

	private static Refused challenged(Refused refused, String challenge) {
		refused.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
		return refused;
	}

}
